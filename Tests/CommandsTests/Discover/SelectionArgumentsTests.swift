import ArgumentParser
import CleanupEngine
@testable import CleanupManifest
@testable import Commands
import HumanLoops
import Testing

/// Which loops are wanted, as `discover` is told.
@Suite("SelectionArguments")
struct SelectionArgumentsTests {
    /// A flow definition.
    private static let arn = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/invoice-review"

    /// Reads a command line as a rule.
    private static func rule(_ line: [String]) throws -> SelectionRule {
        try SelectionArguments.parse(line).rule(OptionReader(environment: [:]))
    }

    @Test("every option becomes a part of the rule")
    func whole() throws {
        let line = [
            "--flow-definition", Self.arn, "--status", "InProgress", "--status", "Failed", "--older-than", "7d",
            "--newer-than", "30d", "--created-after", "2026-11-01T00:00:00Z", "--created-before",
            "2026-11-22T00:00:00Z", "--matching", "^invoice-", "--duplicates-by", "^(.+)-[0-9a-f]{8}$", "--keep",
            "newest",
        ]
        #expect(
            try Self.rule(line)
                == SelectionRule(
                    flowDefinitionARN: Self.arn,
                    statuses: [.inProgress, .failed],
                    createdAfter: Timestamp(rfc3339: "2026-11-01T00:00:00Z"),
                    createdBefore: Timestamp(rfc3339: "2026-11-22T00:00:00Z"),
                    olderThan: .seconds(7 * 86_400),
                    newerThan: .seconds(30 * 86_400),
                    matching: "^invoice-",
                    duplicates: DuplicateRule(pattern: "^(.+)-[0-9a-f]{8}$", keep: .newest)
                )
        )
    }

    @Test("what is not on the command line comes from the environment")
    func twins() throws {
        let environment = [
            "LOOPSWEEP_FLOW_DEFINITION": Self.arn, "LOOPSWEEP_STATUS": "Failed,Completed", "LOOPSWEEP_OLDER_THAN": "7d",
        ]
        let rule = try SelectionArguments.parse([]).rule(OptionReader(environment: environment))
        #expect(rule.flowDefinitionARN == Self.arn)
        #expect(rule.statuses == [.failed, .completed])
        #expect(rule.olderThan == .seconds(7 * 86_400))
        #expect(throws: CommandFailure.self) { try Self.rule([]) }
    }

    @Test("of duplicates the oldest stays when nothing is said")
    func keepsOldest() throws {
        #expect(
            try Self.rule(["--flow-definition", Self.arn, "--duplicates-by", "(.)"]).duplicates
                == DuplicateRule(pattern: "(.)", keep: .oldest)
        )
    }

    /// Options that cannot be followed, and what the message holds.
    static let mistakes: [([String], String)] = [
        (["--status", "inprogress"], "--status must be InProgress, Failed, Completed, Stopped or Stopping"),
        (["--older-than", "7"], "--older-than"), (["--newer-than", "0s"], "--newer-than"),
        (["--created-after", "yesterday"], "--created-after"),
        (["--created-before", "2026-11-22"], "add a time of day and a zone"),
        (["--matching", "(a"], "--matching '(a' is no regular expression"),
        (["--duplicates-by", "(a"], "--duplicates-by '(a' is no regular expression"),
        (["--duplicates-by", "^dup-(?:a|b)"], "--duplicates-by has no capture"),
        (["--duplicates-by", "(a)", "--keep", "first"], "--keep must be oldest, newest or completed"),
        (["--keep", "oldest"], "--keep belongs to --duplicates-by"),
        (["--older-than", "7d", "--newer-than", "7d"], "no loop is at least as old"),
        (
            ["--created-after", "2026-11-22T00:00:00Z", "--created-before", "2026-11-22T00:00:00Z"],
            "--created-before must be after --created-after"
        ),
    ]

    @Test("what cannot be followed is one clear line", arguments: mistakes)
    func refuses(_ line: [String], _ part: String) throws {
        let failure = #expect(throws: CommandFailure.self) { try Self.rule(["--flow-definition", Self.arn] + line) }
        #expect(failure?.exitCode == .usage)
        #expect(failure?.message.contains(part) == true, "\(failure?.message ?? "")")
    }

    @Test("only the ARN of a flow definition is one")
    func badARN() throws {
        let arn = "arn:aws:sagemaker:us-east-1:123456789012:human-loop/x"
        #expect(throws: CommandFailure.self) { try Self.rule(["--flow-definition", arn]) }
    }
}
