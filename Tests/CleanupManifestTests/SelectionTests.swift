import HumanLoops
import Testing

@testable import CleanupManifest

/// Rules that find loops, and the other keys that say more than names.
@Suite struct SelectionTests {
    /// The flow definition of the samples.
    static let flow = "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/review"
    /// The guard that every manifest with rules needs.
    static let guards = "guards: {maxLoops: 10}"

    @Test("Every key of a rule is read")
    func everyKey() throws {
        let select = """
            select:
              - flowDefinition: \(Self.flow)
                status: [InProgress, Failed, Completed, Stopped, Stopping, Failed]
                createdAfter: 2026-11-20T00:00:00Z
                createdBefore: 2026-11-22T00:00:00Z
                olderThan: 1h
                newerThan: 7d
                matching: "^invoice-"
                exclude: ["^invoice-golden-", -x$]
                reason: broken-template
              - {flowDefinition: '\(Self.flow)', duplicatesBy: '^(.+)-[0-9a-f]{8}$', keep: newest}
              - {flowDefinition: '\(Self.flow)', duplicatesBy: '(.+)', reason: broken-template}
            """
        let decoding = try ManifestText(Self.guards, loops: select).decoded()
        #expect(decoding.diagnostics == [])
        let manifest = try #require(decoding.manifest)
        let whole = SelectionRule(
            flowDefinitionARN: Self.flow,
            statuses: [.inProgress, .failed, .completed, .stopped, .stopping],
            createdAfter: Timestamp(rfc3339: "2026-11-20T00:00:00Z"),
            createdBefore: Timestamp(rfc3339: "2026-11-22T00:00:00Z"),
            olderThan: .seconds(3_600),
            newerThan: .seconds(604_800),
            matching: "^invoice-",
            excludes: ["^invoice-golden-", "-x$"],
            settings: 1,
            line: 5,
            column: 5
        )
        #expect(manifest.selections.first == whole)
        #expect(
            manifest.selections.dropFirst().map(\.duplicates) == [
                DuplicateRule(pattern: "^(.+)-[0-9a-f]{8}$", keep: .newest), DuplicateRule(pattern: "(.+)"),
            ]
        )
        #expect(manifest.selections.map(\.settings) == [1, 0, 1])
        #expect(manifest.settings.map(\.reason) == [nil, "broken-template"])
        #expect(manifest.target == CleanupTarget(account: "123456789012", region: "us-east-1"))
        #expect(manifest.loops == [])
    }

    @Test("Details, guards and retries are read")
    func details() throws {
        let text = ManifestText(
            """
            metadata:
              owner: ml-platform
              ticket: 4211
              description: >-
                Duplicates of
                the storm.
              labels: {team: doc-ai, app.example/tier: "1"}
            guards: {minAge: 1h, maxFailures: 5%}
            execution: {retry: {maxAttempts: 100, maxBackoff: 1m}}
            """
        )
        let manifest = try #require(try text.decoded().manifest)
        let labels = [ManifestLabel(key: "team", value: "doc-ai"), ManifestLabel(key: "app.example/tier", value: "1")]
        #expect(
            manifest.details
                == ManifestDetails(
                    owner: "ml-platform",
                    ticket: "4211",
                    description: "Duplicates of the storm.",
                    labels: labels
                )
        )
        #expect(manifest.guards == CleanupGuards(minAge: .seconds(3_600), maxFailures: .share(basisPoints: 500)))
        #expect(manifest.execution.retry == RetrySettings(maxAttempts: 100, maxBackoff: .seconds(60)))
        let partial = try ManifestText("execution: {retry: {maxAttempts: 1}}").decoded().manifest
        #expect(partial?.execution.retry == RetrySettings(maxAttempts: 1))
    }

    /// Items of `select` with one problem; they begin at 4:10.
    static let rules: [(item: String, problem: String)] = [
        ("a", "E020 4:10+1 an item of 'select' must be a mapping (is a single value)"),
        ("{}", "E023 4:10+1 'flowDefinition' is missing"),
        ("{flow: '\(flow)'}", "E021 4:11+4 unknown key 'flow', did you mean 'flowDefinition'?"),
        ("{flowDefinition: review}", "E036 4:27+6 'flowDefinition' must be the ARN of a flow definition (is 'review')"),
        ("{status: Failed", "E020 4:19+6 'status' must be a sequence (is a single value)"),
        (
            "{status: [Failed, Inprogress]",
            "E033 4:28+10 an item of 'status' must be InProgress, Failed, Completed, Stopped or Stopping (is 'Inprogress')"
        ),
        (
            "{status: [Deleting]",
            "E033 4:20+8 an item of 'status' must be InProgress, Failed, Completed, Stopped or Stopping (is 'Deleting')"
        ),
        ("{status: []", "E025 4:19+1 'status' names no status"),
        (
            "{createdAfter: yesterday",
            "E034 4:25+9 'createdAfter' must be a time such as 2026-11-22T10:00:00Z (is 'yesterday')"
        ),
        (
            "{createdAfter: 2026-11-22T00:00:00Z, createdBefore: 2026-11-21T00:00:00Z",
            "E056 4:62+20 'createdBefore' must be after 'createdAfter', which is 2026-11-22T00:00:00.000Z (is '2026-11-21T00:00:00.000Z')"
        ),
        ("{olderThan: 7 days", "E030 4:22+6 'olderThan' must be a duration such as 30m (is '7 days')"),
        ("{newerThan: 0s", "E030 4:22+2 'newerThan' must be greater than zero (is '0s')"),
        (
            "{newerThan: 1h, olderThan: 1h",
            "E056 4:22+2 'newerThan' must be longer than 'olderThan', which is 1h (is '1h')"
        ),
        ("{matching: '(a'", "E059 4:21+4 'matching' must be a regular expression (is '(a')"),
        ("{matching: '*a'", "E059 4:21+4 'matching' must be a regular expression (is '*a')"),
        ("{matching: 'a)|(b'", "E059 4:21+7 'matching' must be a regular expression (is 'a)|(b')"),
        ("{matching: ''", "E059 4:21+2 'matching' must not be empty"),
        (
            "{matching: '\(String(repeating: "(", count: 300))'",
            "E059 4:21+302 'matching' must be at most 256 characters long"
        ),
        (
            "{duplicatesBy: '^.+$'",
            "E059 4:25+6 'duplicatesBy' must be a regular expression with a capture (is '^.+$')"
        ),
        (
            "{duplicatesBy: '(?:a)[(]'",
            "E059 4:25+10 'duplicatesBy' must be a regular expression with a capture (is '(?:a)[(]')"
        ),
        ("{keep: oldest", "E056 4:17+6 'keep' has no meaning without 'duplicatesBy'"),
        ("{duplicatesBy: '(.)', keep: first", "E033 4:38+5 'keep' must be oldest, newest or completed (is 'first')"),
        ("{onInProgress: kill", "E033 4:25+4 'onInProgress' must be stop, skip or fail (is 'kill')"),
        (
            "{expect: {flowDefinition: '\(flow)-2'}",
            "E056 4:10+1 this rule lists the loops of another flow definition than is expected of them"
        ),
    ]

    @Test("A rule's problem is told with its code, place and length", arguments: rules)
    func rule(item: String, problem: String) throws {
        let isWhole = !item.hasPrefix("{") || item.hasSuffix("}") && !item.hasPrefix("{expect")
        let needsFlow = item.hasPrefix("{flow:")
        let rest = isWhole ? "" : ", flowDefinition: '\(Self.flow)'}"
        let text = ManifestText(Self.guards, loops: "select: [\(item)\(rest)]")
        let problems = try text.problems()
        #expect(needsFlow ? problems.last == problem : problems == [problem])
        #expect(try text.decoded().manifest == nil)
    }

    /// Whole sections that lead to loops, or to none, with their problem.
    static let sections: [(text: String, problems: [String])] = [
        (
            "select: [{flowDefinition: '\(flow)'}]\nguards: {minAge: 1h}",
            ["E058 4:1+6 'select' needs 'guards.maxLoops': what a rule finds is not what a person listed"]
        ),
        (
            "select: [{flowDefinition: '\(flow)'}]\nguards: {maxLoops: many}",
            ["E031 5:20+4 'maxLoops' must be a whole number from 0 to 1000000000 (is 'many')"]
        ),
        ("select: []\nguards: {maxLoops: 1}", ["E053 4:9+1 'select' names no loop"]),
        ("loops: []\nselect: []\nguards: {maxLoops: 1}", ["E053 4:8+1 'loops' names no loop"]),
        ("loops: []\nselect: [{flowDefinition: '\(flow)'}]\nguards: {maxLoops: 1}", []),
        ("loops: [a]\nselect: []\nguards: {maxLoops: 1}", []),
        ("select: a\nguards: {maxLoops: 1}", ["E020 4:9+1 'select' must be a sequence (is a single value)"]),
        (
            "select: [{flowDefinition: '\(flow)'}]\nguards: {maxLoops: 1}\ntarget: {region: eu-west-1}",
            ["E055 4:27+65 the region of this ARN must be 'eu-west-1', as 'target' gives it (is 'us-east-1')"]
        ),
        (
            "loops: [a]\nmetadata: {labels: {-team: a}}",
            ["E060 5:21+5 a label's key must be a word such as team (is '-team')"]
        ),
        (
            "loops: [a]\nmetadata: {labels: {a: null}}",
            ["E025 5:24+4 'a' is null, which is nothing in YAML"]
        ),
        (
            "loops: [a]\nmetadata: {labels: {\((0...64).map { "k\($0): v" }.joined(separator: ", "))}}",
            ["E060 5:523+1 'labels' has more than 64 labels: this one is too many"]
        ),
    ]

    @Test("What must lead to loops, and how, is checked over all keys", arguments: sections)
    func section(text: String, problems: [String]) throws {
        #expect(try ManifestText("", loops: text).problems() == problems)
    }
}
