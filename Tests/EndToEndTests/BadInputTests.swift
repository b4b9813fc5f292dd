import FoundationEssentials
import Subprocess
import Testing

/// What goes wrong before anything is called: one clear line and the promised exit code.
@Suite("Bad input")
struct BadInputTests {
    /// A manifest that is right.
    private static let good =
        "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\nmetadata: {name: good}\nloops: [a-1, a-2]\n"

    /// Keys that a service may or may not accept.
    private static let keys: [Environment.Key: String?] = [
        "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret",
    ]

    /// What is asked, and what must come.
    struct Row: Sendable, CustomTestStringConvertible {
        /// What is wrong.
        let testDescription: String
        /// The manifest's text; nil for no file.
        var manifest: String? = BadInputTests.good
        /// The command.
        var command = "run"
        /// The arguments after the manifest.
        var arguments: [String] = []
        /// Whether there are keys in the environment.
        var hasKeys = true
        /// The exit code.
        let exitCode: Int32
        /// What the last line on standard error says.
        let message: String
    }

    /// Every kind of bad input.
    static let rows: [Row] = [
        Row(testDescription: "no file", manifest: nil, exitCode: 66, message: "No such file or directory"),
        Row(testDescription: "empty file", manifest: "", exitCode: 65, message: "has 1 error; nothing was called"),
        Row(testDescription: "no text", manifest: "\u{0}\u{1}\u{2}", exitCode: 65, message: "has 1 error"),
        Row(
            testDescription: "brackets",
            manifest: String(repeating: "[", count: 1_000_000),
            exitCode: 65,
            message: "nothing was called"
        ),
        Row(
            testDescription: "another kind of document",
            manifest: "apiVersion: v1\nkind: ConfigMap\n",
            exitCode: 65,
            message: "nothing was called"
        ),
        Row(
            testDescription: "two documents of one name",
            manifest: "\(good)---\n\(good.replacing("a-1, a-2", with: "b"))",
            command: "validate",
            exitCode: 65,
            message: "has 1 error; nothing was called"
        ),
        Row(
            testDescription: "a loop that one document keeps and the next deletes",
            manifest: "\(good.replacing("\nloops", with: "\ndefaults: {onCompleted: keep}\nloops"))---\n"
                + good.replacing("name: good", with: "name: other").replacing("a-1", with: "a-3"),
            command: "plan",
            exitCode: 65,
            message: "has 1 error; nothing was called"
        ),
        Row(
            testDescription: "a protected account may be the one that is called",
            manifest: good + "guards: {protect: {accounts: ['999999999999']}}\n",
            arguments: ["--yes", "--region", "us-east-1", "--endpoint-url", "http://127.0.0.1:9"],
            exitCode: 4,
            message: "guards.protect.accounts is set: say it with target.account"
        ),
        Row(testDescription: "no consent", exitCode: 64, message: "good.yaml --confirm good`"),
        Row(testDescription: "another name", arguments: ["--confirm", "bad"], exitCode: 64, message: "'bad'"),
        Row(
            testDescription: "no such flag",
            arguments: ["--frobnicate"],
            exitCode: 64,
            message: "loopsweep run --help"
        ),
        Row(
            testDescription: "no such format",
            arguments: ["--yes", "--report", "xml=a"],
            exitCode: 64,
            message: "'xml'"
        ),
        Row(
            testDescription: "no format of a plan",
            command: "plan",
            arguments: ["--output", "csv"],
            exitCode: 64,
            message: "--output must be text, json or jsonl (is 'csv')"
        ),
        Row(
            testDescription: "two reports to one place",
            arguments: ["--yes", "--report", "jsonl=a", "--report", "csv=a"],
            exitCode: 64,
            message: "'csv=a'"
        ),
        Row(
            testDescription: "no consent to a rehearsal",
            arguments: ["--simulate", "examples/fleet.yaml", "--state-dir", "my state"],
            exitCode: 64,
            message: "good.yaml --simulate examples/fleet.yaml --state-dir 'my state' --confirm good`"
        ),
        Row(
            testDescription: "bad number",
            arguments: ["--yes", "--concurrency", "0"],
            exitCode: 64,
            message: "1 to 1000"
        ),
        Row(
            testDescription: "two services",
            arguments: ["--yes", "--simulate", "a", "--endpoint-url", "http://b"],
            exitCode: 64,
            message: "--simulate"
        ),
        Row(
            testDescription: "no fleet",
            arguments: ["--yes", "--simulate", "/nonexistent.yaml"],
            exitCode: 66,
            message: "'/nonexistent.yaml'"
        ),
        Row(
            testDescription: "no credentials",
            arguments: ["--yes", "--region", "us-east-1"],
            hasKeys: false,
            exitCode: 77,
            message: "no AWS credentials"
        ),
        Row(testDescription: "no region", arguments: ["--yes"], exitCode: 78, message: "--region"),
        Row(
            testDescription: "no such profile",
            arguments: ["--yes", "--region", "us-east-1", "--profile", "nobody"],
            exitCode: 64,
            message: "'nobody'"
        ),
        Row(
            testDescription: "refused connection",
            arguments: ["--yes", "--region", "us-east-1", "--endpoint-url", "http://127.0.0.1:1"],
            exitCode: 75,
            message: "127.0.0.1:1 refused the connection"
        ),
        Row(
            testDescription: "refused connection of a plan",
            command: "plan",
            arguments: ["--region", "us-east-1", "--endpoint-url", "http://127.0.0.1:1"],
            exitCode: 75,
            message: "127.0.0.1:1 refused the connection"
        ),
        Row(
            testDescription: "no URL",
            arguments: ["--yes", "--region", "us-east-1", "--endpoint-url", "ftp://x"],
            exitCode: 64,
            message: "'ftp://x'"
        ),
    ]

    @Test("bad input ends with one clear line and the promised exit code", arguments: rows)
    func bad(_ row: Row) async throws {
        let folder = try Folder()
        let path = try row.manifest.map { try folder.write("good.yaml", $0) } ?? "\(folder.path)/good.yaml"
        let ending = try await Program.run([row.command, path] + row.arguments, row.hasKeys ? Self.keys : [:])
        #expect(ending.exitCode == row.exitCode, "\(ending.messages)")
        let last = ending.messages.split(separator: "\n" as Character).last ?? ""
        #expect(last.contains(row.message), "\(ending.messages)")
        #expect(ending.output.isEmpty)
    }

    /// Commands that name an output, where `%` stands for the file that is there already, and the exit code.
    static let outputs: [(command: [String], exitCode: Int32)] =
        ["json", "csv", "text", "jsonl"].map { (["run", "--yes", "--report", "\($0)=%"], 73) } + [
            (["run", "--yes", "--follow-up", "%"], 73), (["plan", "--out", "%"], 73), (["plan", "--out", "-"], 64),
        ]

    @Test("no output is written over another file, the manifest or through a link", arguments: outputs.indices)
    func keepsFiles(_ index: Int) async throws {
        let (command, exitCode) = Self.outputs[index]
        let folder = try Folder()
        let manifest = try folder.write("good.yaml", Self.good)
        let notes = try folder.write("notes.txt", "notes\n")
        let link = "\(folder.path)/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: notes)
        for target in [manifest, notes, link] {
            let options = command.dropFirst().map { $0.replacing("%", with: target) }
            // Nobody listens there: had it been called, the exit code would be another one.
            let service = ["--region", "us-east-1", "--endpoint-url", "http://127.0.0.1:1"]
            let variables = Self.keys.merging(["LOOPSWEEP_STATE_DIR": "\(folder.path)/state"]) { $1 }
            let ending = try await Program.run([command[0], manifest] + options + service, variables)
            #expect(ending.exitCode == exitCode, "\(ending.messages)")
            #expect(try Folder.lines(notes) == ["notes"])
            #expect(try Folder.lines(manifest).joined(separator: "\n") + "\n" == Self.good)
        }
    }

    @Test("a folder is no manifest")
    func folder() async throws {
        let ending = try await Program.run(["validate", try Folder().path])
        #expect(ending.exitCode == 66)
    }
}
