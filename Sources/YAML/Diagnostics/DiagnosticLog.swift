/// The problems found in one file: the first hundred errors and the first hundred warnings, and how many there are.
package struct DiagnosticLog: Hashable, Sendable {
    /// How many problems of each severity are kept; the others are counted only.
    package static let capacity = 100

    package private(set) var errorCount = 0
    package private(set) var warningCount = 0
    /// The problems kept, in the order they were found.
    private var kept: [Diagnostic] = []

    package init() {}

    package var hasErrors: Bool { errorCount > 0 }

    package var omittedErrors: Int { errorCount - kept.count { $0.severity == .error } }

    package var omittedWarnings: Int { warningCount - kept.count { $0.severity == .warning } }

    /// The problems kept, file by file as they were first met, in the order of their places in each.
    package var diagnostics: [Diagnostic] {
        var ranks: [String: Int] = [:]
        for diagnostic in kept where ranks[diagnostic.file] == nil { ranks[diagnostic.file] = ranks.count }
        return kept.enumerated()
            .map { (rank: ranks[$0.element.file] ?? 0, offset: $0.offset, diagnostic: $0.element) }
            .sorted { ($0.rank, $0.diagnostic.position, $0.offset) < ($1.rank, $1.diagnostic.position, $1.offset) }
            .map(\.diagnostic)
    }

    /// Whether the same has been said of the same place and is kept.
    func holds(_ diagnostic: Diagnostic) -> Bool {
        kept.contains {
            $0.position == diagnostic.position && $0.code == diagnostic.code && $0.message == diagnostic.message
        }
    }

    /// The log of a file in which a warning counts as an error.
    package var strict: DiagnosticLog {
        var log = DiagnosticLog()
        log.errorCount = errorCount + warningCount
        log.kept = kept.map { diagnostic in
            var diagnostic = diagnostic
            diagnostic.severity = .error
            return diagnostic
        }
        return log
    }

    package mutating func add(_ diagnostic: Diagnostic) {
        switch diagnostic.severity {
        case .error:
            errorCount += 1
            if errorCount <= Self.capacity { kept.append(diagnostic) }
        case .warning:
            warningCount += 1
            if warningCount <= Self.capacity { kept.append(diagnostic) }
        }
    }
}
