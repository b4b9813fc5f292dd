import Subprocess
import Testing

/// Files of several documents, which are run one after the other on the same loops.
@Suite("Several documents")
struct DocumentTests {
    /// Answers, and duplicates of which the first is the oldest.
    private static let fleet = """
        apiVersion: loopsweep/v1
        kind: HumanLoopFleet
        loops:
          - {name: "answer-{1..2}", status: Completed, flowDefinition: f, created: 2026-11-01T00:00:00Z}
          - {name: "x-1", status: Completed, flowDefinition: f, created: 2026-11-02T00:00:00Z}
          - {name: "x-2", status: Completed, flowDefinition: f, created: 2026-11-03T00:00:00Z}
        """
    /// The flow definition of all of them.
    private static let flow = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/f"

    /// Keys, and a state directory of the test's own.
    private static func variables(of folder: Folder) -> [Environment.Key: String?] {
        [
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1",
            "LOOPSWEEP_STATE_DIR": "\(folder.path)/state",
        ]
    }

    /// A document.
    private static func document(_ name: String, _ sections: String) -> String {
        "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\nmetadata: {name: \(name)}\n\(sections)\n---\n"
    }

    /// A document with one rule.
    private static func rule(_ name: String, _ keys: String) -> String {
        document(name, "guards: {maxLoops: 9}\nselect: [{flowDefinition: '\(flow)', \(keys)}]")
    }

    /// A document that keeps an answer.
    private static let keeping = document("keep", "loops: [{name: answer-1, onCompleted: keep}]")
    /// A document that removes every answer that it finds.
    private static let removing = rule("answers", "matching: '^answer'")
    /// A document that removes duplicates.
    private static let duplicates = rule("duplicates", "duplicatesBy: '^(x)-'")

    /// Files, and how each loop ends in the order of the run; what is not named is still there.
    static let files: [(text: String, outcomes: [String])] = [
        (keeping + removing, ["answer-1 kept", "answer-2 deleted"]),
        (removing + keeping, ["answer-1 kept", "answer-2 deleted"]),
        (
            rule("first", "matching: '^answer', onCompleted: keep") + removing,
            ["answer-1 kept", "answer-2 kept"]
        ),
        // A loop that another document removes is not kept in the place of a duplicate.
        (document("oldest", "loops: [x-1]") + duplicates, ["x-1 deleted"]),
    ]

    @Test("a loop that one document has is left to it by the rules of the others", arguments: files)
    func left(text: String, outcomes: [String]) async throws {
        let folder = try Folder()
        let manifest = try folder.write("all.yaml", text)
        let variables = Self.variables(of: folder)
        _ = try await Program.simulate(try folder.write("fleet.yaml", Self.fleet)) { endpoint in
            let service = ["--endpoint-url", endpoint]
            let plan = try await Program.run(["plan", manifest] + service, variables)
            #expect(plan.exitCode == 0, "\(plan.messages)")
            let ending = try await Program.run(["run", manifest, "--yes", "--output", "jsonl"] + service, variables)
            #expect(ending.exitCode == 0, "\(ending.messages)")
            let lines = try ReportLine.read(ending.output)
            // Loops of one document end in any order.
            #expect(lines.compactMap { line in line.outcome.map { "\(line.name ?? "") \($0)" } }.sorted() == outcomes)
        }
    }

    @Test("what one document keeps in the place of duplicates no later one removes, also when it is resumed")
    func kept() async throws {
        let folder = try Folder()
        let completed = Self.rule("completed", "status: [Completed], matching: '^x'")
        let manifest = try folder.write(
            "all.yaml",
            Self.duplicates + completed + Self.document("named", "loops: [x-3]")
        )
        let variables = Self.variables(of: folder)
        _ = try await Program.simulate(try folder.write("fleet.yaml", Self.fleet)) { endpoint in
            let service = ["--endpoint-url", endpoint]
            for options in [["--yes"], ["--yes", "--resume"]] {
                let ending = try await Program.run(["run", manifest] + options + service, variables)
                #expect(!ending.messages.contains("error:"), "\(ending.messages)")
                let left = try await Program.run(["discover", "--flow-definition", Self.flow] + service, variables)
                #expect(left.output.contains("x-1"), "\(ending.output)\(ending.messages)")
                #expect(!left.output.contains("x-2"), "\(ending.output)\(ending.messages)")
            }
        }
    }

    @Test("of duplicates that a later document all names one is kept, in the plan as in the run")
    func allNamed() async throws {
        let folder = try Folder()
        let manifest = try folder.write("all.yaml", Self.duplicates + Self.document("named", "loops: [x-1, x-2]"))
        let variables = Self.variables(of: folder)
        _ = try await Program.simulate(try folder.write("fleet.yaml", Self.fleet)) { endpoint in
            let service = ["--endpoint-url", endpoint, "--output", "jsonl"]
            let plan = try await Program.run(["plan", manifest] + service, variables)
            let planned = try ReportLine.read(plan.output).filter { $0.name == "x-1" }
            #expect(planned.contains { $0.outcome == "refused" }, "\(plan.output)")
            let ending = try await Program.run(["run", manifest, "--yes"] + service, variables)
            let lines = try ReportLine.read(ending.output)
            let outcomes = lines.compactMap { line in line.outcome.map { "\(line.name ?? "") \($0)" } }
            #expect(outcomes.sorted() == ["x-1 refused", "x-2 deleted"], "\(ending.messages)")
        }
    }

    @Test("a document does not begin when it is not known what the rules of an earlier one keep")
    func unlisted() async throws {
        let folder = try Folder()
        // Refused for the loops that it names, before its rule is listed.
        let keys = "flowDefinition: '\(Self.flow)', matching: '^answer', onCompleted: keep"
        let refused = Self.document("refused", "guards: {maxLoops: 1}\nloops: [x-1, x-2]\nselect: [{\(keys)}]")
        let manifest = try folder.write("all.yaml", refused + Self.removing)
        for command in [["plan", manifest], ["run", manifest, "--yes"]] {
            let ending = try await Program.run(command + ["--simulate", try folder.write("fleet.yaml", Self.fleet)])
            #expect(ending.exitCode == 4, "\(ending.messages)")
            #expect(ending.messages.contains("not begun after 'refused': 'answers'"), "\(ending.messages)")
            #expect(!ending.output.contains("answer-"))
        }
    }

    @Test("a manifest out of a pipe is known again by its digest")
    func pipe() async throws {
        let folder = try Folder()
        let text = Self.document("piped", "loops: [answer-1]")
        let manifest = try folder.write("piped.yaml", text)
        let changed = try folder.write("changed.yaml", text.replacing("answer-1", with: "x-1"))
        let variables = Self.variables(of: folder)
        _ = try await Program.simulate(try folder.write("fleet.yaml", Self.fleet)) { endpoint in
            for (path, exitCode, word) in [(manifest, 0, "deleted"), (manifest, 0, "nothing"), (changed, 4, "changed")]
            {
                let command = """
                    cat '\(path)' | '\(Program.path)' run /dev/stdin --yes --resume --endpoint-url \(endpoint) 2>&1
                    """
                let result = try await Subprocess.run(
                    .name("bash"),
                    arguments: ["-c", command],
                    environment: Program.environment.updating(variables),
                    output: .string(limit: 1 << 20),
                    error: .discarded
                )
                #expect(result.terminationStatus == .exited(Int32(exitCode)), "\(result.standardOutput)")
                #expect(result.standardOutput.contains(word), "\(result.standardOutput)")
            }
        }
    }
}
