@testable import Commands
import HumanLoops
import Testing

/// What the paths of reports may have in braces.
@Suite("PathPlaceholders")
struct PathPlaceholdersTests {
    /// For so many manifests, on 22 November.
    private static func placeholders(_ count: Int = 1) throws -> PathPlaceholders {
        let now = try #require(Timestamp(rfc3339: "2026-11-22T23:59:59Z"))
        return PathPlaceholders(at: now, runIDs: Array(repeating: "0a-1", count: count))
    }

    @Test("each stands for what it says, and a path that is given again keeps the name")
    func fills() throws {
        let paths = try Self.placeholders()
        let text = "jsonl={date}/{name}-{run}-{name}.jsonl"
        #expect(paths.path(text, of: "dup") == "jsonl=2026-11-22/dup-0a-1-dup.jsonl")
        #expect(paths.withoutName(text) == "jsonl=2026-11-22/{name}-0a-1-{name}.jsonl")
        #expect(paths.path("plain {}.csv", of: "dup") == "plain {}.csv")
    }

    /// A path, for how many manifests and whether it is resumed, and why it is refused.
    static let refusals: [(path: String, count: Int, isResumed: Bool, message: String)] = [
        ("a-{nmae}", 1, false, "--report has '{nmae}', which stands for nothing: did you mean '{name}'?"),
        (
            "{name}/{hostname}", 1, false,
            "--report has '{hostname}', which stands for nothing: in a path stand {name}, {date}, {run}"
        ),
        ("{}", 1, false, "--report has '{}', which stands for nothing: in a path stand {name}, {date}, {run}"),
        ("{run}", 2, false, "--report has {run}, and the file holds 2 manifests: use {name} and {date}"),
        (
            "{run}", 1, true,
            "--report has {run}, which is another one each time: with --resume name the report to continue"
        ),
        (
            "{date}", 2, true,
            "--report has {date}, which is another one each time: with --resume name the report to continue"
        ),
    ]

    @Test("what stands for nothing is refused", arguments: refusals)
    func refuses(_ row: (path: String, count: Int, isResumed: Bool, message: String)) throws {
        let paths = try Self.placeholders(row.count)
        let failure = #expect(throws: CommandFailure.self) {
            try paths.check(row.path, "--report", isResumed: row.isResumed)
        }
        #expect(failure == .usage(row.message))
    }

    @Test("what stands for something passes", arguments: ["a", "{name}", "{date}{run}", "{name", "name}", "{{name}}"])
    func passes(_ path: String) throws {
        #expect(throws: Never.self) { try Self.placeholders().check(path, "--report") }
    }
}
