import ArgumentParser
import CleanupEngine
import CleanupManifest
import HumanLoops
import YAML

/// Which loops of a flow definition are wanted, as the command line says it.
struct SelectionArguments: ParsableArguments {
    @Option(help: .option("flow-definition", "The flow definition whose loops are listed.", value: "arn"))
    var flowDefinition: String?
    @Option(
        help: .option(
            "status",
            "Only loops in this status: InProgress, Failed, Completed, Stopped or Stopping; may be repeated.",
            value: "status",
            otherwise: "any"
        ),
        completion: .keywords(SelectableStatus.self)
    )
    var status: [String] = []
    @Option(help: .option("older-than", "Only loops that are at least this old, such as 7d.", value: "duration"))
    var olderThan: String?
    @Option(help: .option("newer-than", "Only loops that are younger than this, such as 12h.", value: "duration"))
    var newerThan: String?
    @Option(
        help: .option(
            "created-after",
            "Only loops created at this time or later, such as 2026-11-20T00:00:00Z.",
            value: "time"
        )
    )
    var createdAfter: String?
    @Option(
        help: .option(
            "created-before",
            "Only loops created before this time, such as 2026-11-22T00:00:00Z.",
            value: "time"
        )
    )
    var createdBefore: String?
    @Option(help: ArgumentHelp("Only loops in whose name this is found.", valueName: "regex"))
    var matching: String?
    @Option(
        help: ArgumentHelp(
            "No loops in whose name this is found; they may be kept duplicates; may be repeated.",
            valueName: "regex"
        )
    )
    var exclude: [String] = []
    @Option(
        help: ArgumentHelp(
            "Only loops that are duplicates: this regular expression's first capture is equal in their names.",
            valueName: "regex"
        )
    )
    var duplicatesBy: String?
    @Option(
        help: .option(
            "keep",
            "With --duplicates-by: which one is kept: oldest, newest or completed.",
            value: "which",
            otherwise: "oldest"
        ),
        completion: .keywords(DuplicateRule.Keep.self)
    )
    var keep: String?

    /// Reads the flow definition.
    func arn(_ reader: OptionReader) throws(CommandFailure) -> AmazonResourceName {
        guard let arn = try reader.value(flowDefinition, "flow-definition", as: .arn(of: .flowDefinition)) else {
            throw .usage("--flow-definition is required")
        }
        return arn
    }

    /// Reads the options as a rule of `select`; refuses two that leave no loop.
    func rule(_ reader: OptionReader) throws(CommandFailure) -> SelectionRule {
        var rule = SelectionRule(flowDefinitionARN: "\(try arn(reader))")
        rule.statuses = try reader.values(status, "status", as: .keyword(SelectableStatus.self)).map(\.status)
        rule.olderThan = try reader.value(olderThan, "older-than", as: .duration())
        rule.newerThan = try reader.value(newerThan, "newer-than", as: .positiveDuration)
        rule.createdAfter = try reader.value(createdAfter, "created-after", as: .timestamp)
        rule.createdBefore = try reader.value(createdBefore, "created-before", as: .timestamp)
        if let matching { try check(matching, "matching") }
        for text in exclude { try check(text, "exclude") }
        rule.matching = matching
        rule.excludes = exclude
        rule.duplicates = try duplicates(reader)
        if let older = rule.olderThan, let newer = rule.newerThan, newer <= older {
            let (older, newer) = (reader.source(olderThan, "older-than"), reader.source(newerThan, "newer-than"))
            throw .usage("no loop is at least as old as \(older) and younger than \(newer)")
        }
        if let after = rule.createdAfter, let before = rule.createdBefore, before <= after {
            let (after, before) = (
                reader.source(createdAfter, "created-after"), reader.source(createdBefore, "created-before")
            )
            throw .usage("\(before) must be after \(after)")
        }
        return rule
    }

    /// Refuses what is no regular expression, and says what a pattern of file names would be.
    private func check(_ text: String, _ name: String) throws(CommandFailure) {
        do {
            _ = try expression(text, name)
        } catch {
            guard let glob = NameGlob(text) else { throw error }
            throw .usage("\(error.message); \(glob.help)")
        }
    }

    private func duplicates(_ reader: OptionReader) throws(CommandFailure) -> DuplicateRule? {
        let keep = try reader.value(keep, "keep", as: .keyword(DuplicateRule.Keep.self))
        guard let duplicatesBy else {
            guard keep == nil else { throw .usage("\(reader.source(self.keep, "keep")) belongs to --duplicates-by") }
            return nil
        }
        guard try expression(duplicatesBy, "duplicates-by").captureCount > 0 else {
            let help = "put what duplicates share in parentheses, such as '^(.+)-[0-9a-f]{8}$'"
            throw .usage("--duplicates-by has no capture (is '\(duplicatesBy)'); \(help)")
        }
        return DuplicateRule(pattern: duplicatesBy, keep: keep ?? .oldest)
    }

    private func expression(_ text: String, _ name: String) throws(CommandFailure) -> NameExpression {
        do throws(NameExpressionError) {
            return try NameExpression(text)
        } catch {
            throw .usage("--\(name) \(error)")
        }
    }
}
