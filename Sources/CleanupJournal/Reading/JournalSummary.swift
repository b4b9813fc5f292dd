package import CleanupEngine
import Support

/// What the first and the last line of a journal say, without the lines between them.
package struct JournalSummary: Sendable, Hashable {
    package let start: RunStart
    /// What the last line says of all before it; nil when the run has not come to its end.
    package let end: JournalEnd?
    /// Whether the run has stopped or deleted anything, or was about to.
    package let hasChanged: Bool
    /// How many loops the rules and the names come to, of a run without an end; nil when the rules were not followed yet.
    package var scopeLoopCount: Int?
}

extension JournalSummary {
    /// Looks at a file; nil when it does not begin as a journal does.
    package init?(at path: String) {
        let beginning = Self.beginning(of: path)
        guard let first = Self.line(beginning, isLast: false),
            case .event(.start(let start))? = try? JournalLine(json: first)
        else { return nil }
        let last = Self.line(SystemCalls().ending(of: path, count: JournalReading.pieceSize), isLast: true)
        if let last, case .end(let end)? = try? JournalLine(json: last) {
            self.init(start: start, end: end, hasChanged: end.calls.stop + end.calls.delete > 0)
        } else {
            self.init(start: start, end: nil, hasChanged: JournalFile.hasIntent(path))
            scopeLoopCount = Self.scopeLoopCount(in: beginning)
        }
    }

    /// Whether there is nothing of the run to continue with that another run would not begin with as well: it has stopped and
    /// deleted nothing, and either was ended early or found no loop.
    package var didNothing: Bool {
        !hasChanged && (end.map { $0.stopReasonCode != nil || $0.loopCount == 0 } ?? true)
    }

    /// Whether the run has come to its end by itself.
    package var isDone: Bool { end.map { $0.stopReasonCode == nil } ?? false }

    /// Whether the books are closed: the run has come to its end by itself and left nothing.
    package var isClosed: Bool {
        // A run that failed has something left also where every loop is done, as when a flow definition is missing.
        guard let end, end.stopReasonCode == nil, end.exitCode != .failed else { return false }
        return end.outcomes[.deferred] + end.outcomes[.failed] + end.outcomes[.notAttempted] == 0
    }

    /// Whether it is of the same run, as far as what is to be done goes: the manifest, the plan and the place.
    package func fits(_ other: RunStart) -> Bool { isOfManifest(of: other) && start.planDigest == other.planDigest }

    /// Whether it is of a run of the same manifest in the same place, whatever plan it followed.
    package func isOfManifest(of other: RunStart) -> Bool {
        start.name == other.name && start.manifestDigest == other.manifestDigest
            && start.calledPlace.agrees(with: other.calledPlace)
    }

    /// The first bytes of a file, with its first line, which may be long: a manifest's description and labels are in it.
    private static func beginning(of path: String) -> [UInt8] {
        let bytes = SystemCalls().beginning(of: path, count: JournalReading.pieceSize)
        guard bytes.count == JournalReading.pieceSize, !bytes.contains(UInt8(ascii: "\n")) else { return bytes }
        return SystemCalls().beginning(of: path, count: 16 * JournalReading.pieceSize)
    }

    /// Reads the last `run_scope` line of the beginning of a journal: it follows the start of each part.
    private static func scopeLoopCount(in beginning: [UInt8]) -> Int? {
        let mark = Array("{\"schema\":\(ReportSchema.version),\"type\":\"run_scope\"".utf8)
        let lines = beginning.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
        guard let last = lines.last(where: { $0.starts(with: mark) }),
            case .event(.scope(let scope))? = try? JournalLine(json: Array(last))
        else { return nil }
        return scope.loopCount
    }

    /// The first or the last whole line of some bytes, without its line feed; nil when there is none.
    private static func line(_ bytes: [UInt8], isLast: Bool) -> [UInt8]? {
        if isLast, bytes.last != UInt8(ascii: "\n") { return nil }
        let lines = bytes.split(
            separator: UInt8(ascii: "\n"),
            maxSplits: isLast ? .max : 1,
            omittingEmptySubsequences: false
        )
        guard lines.count > 1 else { return nil }
        return Array(isLast ? lines[lines.count - 2] : lines[0])
    }
}
