import CleanupJournal
import CleanupReport
import Support

/// A file of this program, or of the AWS CLI, that is given where a manifest belongs: what it is, told by how it begins.
enum OtherFileKind: Hashable {
    case savedPlan
    case journal
    /// A report in another format than JSON Lines.
    case rendering(ReportFormat)
    case fleet
    /// A list of loops as CSV.
    case csv
    /// What `aws sagemaker-a2i-runtime list-human-loops` prints.
    case list

    /// Looks at how a file begins; nil when it is none of these, or is standard input.
    init?(at path: String) {
        guard path != "-" else { return nil }
        if OutputMark.savedPlan.isAt(path) {
            self = .savedPlan
        } else if OutputMark.journal.isAt(path) {
            self = .journal
        } else if let format = [ReportFormat.text, .json, .csv].first(where: { $0.mark.isAt(path) }) {
            self = .rendering(format)
        } else if let kind = Self.kind(ofText: SystemCalls().beginning(of: path, count: 65_536), path) {
            self = kind
        } else {
            return nil
        }
    }

    private static func kind(ofText bytes: [UInt8], _ path: String) -> OtherFileKind? {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 200).prefix(200)
        if lines.contains(where: { isKind("HumanLoopFleet", String(decoding: $0, as: UTF8.self)) }) { return .fleet }
        let first = lines.first.map { String(decoding: $0, as: UTF8.self) } ?? ""
        if path.hasSuffix(".csv"), !bytes.isEmpty, !first.contains(": ") { return .csv }
        let beginning = String(decoding: bytes.prefix(200), as: UTF8.self)
        let isObject = beginning.drop { $0.isWhitespace }.hasPrefix("{")
        return isObject && beginning.contains("\"HumanLoopSummaries\"") ? .list : nil
    }

    /// Whether a line says that the document is of a kind.
    private static func isKind(_ kind: String, _ line: String) -> Bool {
        guard line.hasPrefix("kind:") else { return false }
        return line.dropFirst(5).split(separator: "#" as Character).first?.trimmingBlanks() == kind
    }

    /// Whether a file that is given where a fleet belongs is a manifest; false for standard input.
    static func isManifest(at path: String) -> Bool {
        guard path != "-" else { return false }
        let lines = SystemCalls().beginning(of: path, count: 65_536).split(separator: UInt8(ascii: "\n"))
        return lines.prefix(200).contains { isKind("HumanLoopCleanup", String(decoding: $0, as: UTF8.self)) }
    }

    /// What it is, and what to type instead.
    func advice(_ path: String) -> String {
        let word = ShellWord.quoted(path)
        return switch self {
        case .savedPlan:
            "a saved plan: follow it with 'loopsweep run --plan \(word)', look at it with 'loopsweep show \(word)'"
        case .journal:
            "the report of a run: look at it with 'loopsweep show \(word)', verify it with 'loopsweep verify \(word)'"
        case .rendering(let format):
            "a report in \(format.rawValue), of which nothing can be run: name the manifest of its run"
        case .fleet: "a fleet to rehearse on: name a manifest, and add '--simulate \(word)'"
        case .csv: "a list: name it in a manifest, as 'loopsFrom: [{file: \(word), format: csv}]'"
        case .list: "a list of loops: name it in a manifest, as 'loopsFrom: [{file: \(word), format: json}]'"
        }
    }
}
