import Subprocess
import Testing

/// From a flow definition to a manifest to a plan, as an operator does it.
@Suite("Discover")
struct DiscoverTests {
    /// Loops of two flow definitions; names that YAML would take for numbers, words and dates among them.
    private static let fleet = """
        apiVersion: loopsweep/v1
        kind: HumanLoopFleet
        account: "123456789012"
        region: eu-west-1
        loops:
          - {name: "invoice-{1..25}", status: InProgress, flowDefinition: invoice-review, created: 9d}
          - {name: "123", status: Failed, flowDefinition: invoice-review, created: 2h}
          - {name: "1e5", status: Completed, flowDefinition: invoice-review, created: 8d}
          - {name: "yes", status: Completed, flowDefinition: invoice-review, created: 8d}
          - {name: "null", status: Completed, flowDefinition: invoice-review, created: 8d}
          - {name: "2026-11-22", status: Completed, flowDefinition: invoice-review, created: 8d}
          - {name: "other-{1..3}", status: Completed, flowDefinition: other-review, created: 9d}
        """

    /// The flow definition of most of them.
    private static let arn = "arn:aws:sagemaker:eu-west-1:123456789012:flow-definition/invoice-review"

    /// Options, and how many loops they find.
    static let selections: [([String], Int)] = [
        ([], 30), (["--status", "InProgress"], 25), (["--older-than", "7d"], 29), (["--newer-than", "1d"], 1),
        (["--matching", "^[0-9]"], 3), (["--duplicates-by", "^(invoice)-", "--keep", "newest"], 24),
    ]

    @Test("what discover prints is valid, and its plan has the same loops", arguments: selections)
    func roundTrip(_ options: [String], _ count: Int) async throws {
        let folder = try Folder()
        let fleet = try folder.write("fleet.yaml", Self.fleet)
        // One service for both commands: a loop is expected to be the one that was listed.
        _ = try await Program.simulate(fleet) { url in
            try await check(folder, options, count, ["--region", "eu-west-1", "--endpoint-url", url])
        }
    }

    /// Discovers loops, and plans what was discovered.
    private func check(_ folder: Folder, _ options: [String], _ count: Int, _ service: [String]) async throws {
        let variables: [Environment.Key: String?] = [
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret",
        ]
        let discovered = try await Program.run(
            ["discover", "--flow-definition", Self.arn] + options + service,
            variables
        )
        #expect(discovered.exitCode == 0, "\(discovered.messages)")
        let manifest = try folder.write("found.yaml", discovered.output)
        let validated = try await Program.run(["validate", manifest])
        #expect(validated.exitCode == 0 && validated.output.contains("valid, \(count) loop"), "\(validated)")
        #expect(validated.messages.isEmpty)
        let plan = try await Program.run(["plan", manifest, "--output", "jsonl"] + service, variables)
        #expect(plan.exitCode == 0, "\(plan.messages)")
        let planned = try ReportLine.read(plan.output).filter { $0.type == "plan_loop" }
        let listed = discovered.output.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("  - ") }
            .compactMap { $0.dropFirst(10).split(separator: "  #").first.map { $0.filter { $0 != "\"" } } }
        #expect(planned.compactMap(\.name) == listed)
        #expect(planned.count == count && planned.allSatisfy { $0.outcome == nil })
    }

    /// Options that end in an exit code, and what is said.
    static let endings: [([String], Int32, String)] = [
        (["--matching", "nothing-like-it"], 0, "none of the 30 loops of \(arn) meets the conditions"),
        (["--matching", "nothing-like-it"], 0, "is empty and no manifest: try fewer conditions"),
        (["--flow-definition", "\(arn)-2"], 1, "aws sagemaker list-flow-definitions --region eu-west-1"),
        (["--region", "us-east-1"], 78, "the flow definition is in 'eu-west-1'"),
        (["--output", "json"], 64, "discover has no option '--output'"),
        (["--keep", "oldest"], 64, "--keep belongs to --duplicates-by"),
        (["--fault", "list:malformed=100%"], 75, "is it the right endpoint?"),
    ]

    @Test("where there is no manifest nothing is printed, and it is said why", arguments: endings)
    func endsWithout(_ options: [String], _ exitCode: Int32, _ message: String) async throws {
        let folder = try Folder()
        let service = ["--simulate", try folder.write("fleet.yaml", Self.fleet)]
        let ending = try await Program.run(["discover", "--flow-definition", Self.arn] + options + service)
        #expect(ending.exitCode == exitCode)
        #expect(ending.output.isEmpty)
        #expect(ending.messages.contains(message), "\(ending.messages)")
    }
}
