import HumanLoops
import Support

/// What the paths of reports and follow-ups may have in braces: `{name}`, `{date}` and `{run}`.
struct PathPlaceholders: Sendable {
    private static let known = ["{name}", "{date}", "{run}"]

    /// The identifier of each manifest's run, in their order.
    let runIDs: [String]
    /// The day in UTC, such as `2026-11-22`.
    private let date: String

    init(at now: Timestamp, of sessions: [Session]) {
        self.init(at: now, runIDs: sessions.map { _ in CommandEnvironment.current.makeRunID() })
    }

    init(at now: Timestamp, runIDs: [String]) {
        self.runIDs = runIDs
        date = String("\(now)".prefix { $0 != "T" })
    }

    /// Refuses braces that stand for nothing, and `{run}` where it does not stand for one run, or for a new one.
    ///
    /// `source` is the option or the variable; `isResumed` is about a report that is to be continued.
    func check(_ text: String, _ source: String, isResumed: Bool = false) throws(CommandFailure) {
        for word in Self.words(in: text) where !Self.known.contains(word) {
            let meant = Spelling.suggestion(for: word, among: Self.known).map { "did you mean '\($0)'?" }
            let help = meant ?? "in a path stand \(Self.known.joined(separator: ", "))"
            throw .usage("\(source) has \(SanitizedText.quoted(word)), which stands for nothing: \(help)")
        }
        if isResumed, let word = ["{run}", "{date}"].first(where: text.contains) {
            let help = "with --resume name the report to continue"
            throw .usage("\(source) has \(word), which is another one each time: \(help)")
        }
        guard text.contains("{run}") else { return }
        if runIDs.count > 1 {
            throw .usage("\(source) has {run}, and the file holds \(runIDs.count) manifests: use {name} and {date}")
        }
    }

    /// The path for one manifest.
    func path(_ text: String, of name: String) -> String { withoutName(text).replacing("{name}", with: name) }

    /// The path with its day and its run, to be given again: for one name or several.
    func withoutName(_ text: String) -> String {
        let dated = text.replacing("{date}", with: date)
        return runIDs.count == 1 ? dated.replacing("{run}", with: runIDs[0]) : dated
    }

    /// The lower-case words in braces, with them.
    private static func words(in text: String) -> [String] {
        var words: [String] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let word = rest[open...close]
            if let inner = word.lastIndex(of: "{"), inner != open {
                rest = rest[inner...]
                continue
            }
            words.append(String(word))
            rest = rest[rest.index(after: close)...]
        }
        return words
    }
}
