import CleanupManifest
import Testing
import TestSupport
import YAML

/// One good manifest, spoilt in every way that a tired person would: each fault is told by its code and place.
@Suite struct BadManifestTests {
    /// The list that the manifest names.
    private static let lists = MemoryLists(texts: ["more.txt": "more-1\nmore-2\n"])

    /// What is told of a text: code, line and column of each error.
    private func told(_ text: String) throws -> [String] {
        try ManifestText(whole: text).decoded(lists: Self.lists).diagnostics
            .filter { $0.severity == .error }
            .map { "\($0.code.rawValue) \($0.position.line):\($0.position.column)" }
    }

    @Test("The manifest itself is right")
    func good() throws {
        #expect(try told(BadManifest.good) == [])
    }

    @Test("A fault is told with its code, at its line and column", arguments: BadManifest.table)
    func fault(_ fault: BadManifest) throws {
        let expected = "\(fault.code) \(fault.line + fault.offset):\(fault.column)"
        #expect(try told(fault.whole) == [expected])
    }

    @Test("The corpus has at least eighty faults, each another")
    func size() {
        #expect(BadManifest.table.count >= 80)
        #expect(Set(BadManifest.table.map(\.testDescription)).count == BadManifest.table.count)
    }

    @Test(
        "Faults that are put anywhere into a manifest are all told, each on its line",
        arguments: 1...40 as ClosedRange<UInt64>
    )
    func seeded(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let faults = RandomFault.allCases
        for _ in 0..<25 {
            var lines = BadManifest.good.split(separator: "\n" as Character).map(String.init)
            var expected: [String] = []
            // Comments and blank lines move the lines without changing the manifest.
            for _ in 0..<Int.random(in: 0...6, using: &generator) {
                let index = Int.random(in: 0...lines.count, using: &generator)
                lines.insert(["# a comment", "", "    # another"].randomElement(using: &generator) ?? "", at: index)
            }
            for fault in faults.shuffled(using: &generator).prefix(Int.random(in: 1...4, using: &generator)) {
                guard let index = fault.spoil(&lines) else { continue }
                expected.append("\(fault.code) \(index + 1)")
            }
            let found = try told(lines.joined(separator: "\n")).map { $0.split(separator: ":" as Character)[0] }
            #expect(Set(found.map(String.init)) == Set(expected), "seed \(seed):\n\(lines.joined(separator: "\n"))")
        }
    }
}

/// A manifest with one fault, and where and as what it must be told.
struct BadManifest: Sendable, CustomTestStringConvertible {
    /// The line of the good manifest that is replaced, or that the new lines follow.
    let line: Int
    /// What is written there instead.
    let text: String
    /// The code that must be told.
    let code: String
    /// The column that must be told; the line is that of the fault.
    let column: Int
    /// How many lines after the first new one the fault is.
    let offset: Int

    /// Makes a fault: a line of the good manifest with another text, told at a column.
    init(_ line: Int, _ text: String, _ code: String, _ column: Int, offset: Int = 0) {
        self.line = line
        self.text = text
        self.code = code
        self.column = column
        self.offset = offset
    }

    /// The fault as the test's name shows it.
    var testDescription: String { "\(line): \(text)" }

    /// The whole text.
    var whole: String {
        var lines = Self.good.split(separator: "\n" as Character, omittingEmptySubsequences: false).map(String.init)
        lines[line - 1] = text
        return lines.joined(separator: "\n")
    }

    /// The manifest that is right; its lines are counted in the table of faults.
    static let good = """
        apiVersion: loopsweep/v1
        kind: HumanLoopCleanup
        metadata:
          name: dup-batch
          owner: ml-platform
          labels: {team: doc-ai}
        target:
          account: "123456789012"
          region: us-east-1
        defaults:
          reason: duplicate
          onInProgress: stop
          expect:
            createdAfter: 2026-11-20T00:00:00Z
        guards:
          maxLoops: 5000
          maxMissing: 50%
          minAge: 1h
          protect:
            names: ["golden-*"]
        execution:
          concurrency: 32
          rate: 20
          retry: {maxAttempts: 8, maxBackoff: 20s}
          stopWait: {timeout: 30m, pollInitial: 2s, pollMax: 2m}
        loops:
          - dup-000017
          - name: dup-000018
            reason: broken-template
            onInProgress: skip
          - arn: arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-000019
        loopsFrom:
          - {file: more.txt, format: lines, reason: duplicate}
        select:
          - flowDefinition: arn:aws:sagemaker:us-east-1:123456789012:flow-definition/review
            status: [InProgress, Failed]
            olderThan: 7d
            matching: "^invoice-"
        x-end: true
        """
}

extension BadManifest {
    /// Every fault.
    static let table = heads + guardFaults + executionFaults + loopFaults + listFaults + ruleFaults + textFaults

    /// Faults of the first sections.
    private static let heads: [BadManifest] = [
        BadManifest(1, "apiVersion: loopsweep/v2", "E050", 13),
        BadManifest(1, "apiVersion:", "E025", 12),
        BadManifest(1, "# no version", "E023", 1, offset: 1),
        BadManifest(2, "kind: HumanLoopFleet", "E051", 7),
        BadManifest(2, "kind: [HumanLoopCleanup]", "E020", 7),
        BadManifest(2, "kind: HumanLoopCleanup\nkind: HumanLoopCleanup", "E022", 1, offset: 1),
        BadManifest(2, "knd: HumanLoopCleanup\nkind: HumanLoopCleanup", "E021", 1),
        BadManifest(4, "  name: Dup Batch", "E037", 9),
        BadManifest(4, "  name: -dup", "E037", 9),
        BadManifest(4, "  name: ${NAME}", "E016", 9),
        BadManifest(4, "  nmae: dup-batch", "E021", 3),
        BadManifest(5, "  owner: ''", "E037", 10),
        BadManifest(5, "  owner: ~", "E025", 10),
        BadManifest(5, "  owner: [a, b]", "E020", 10),
        BadManifest(5, "  owner: !!str ml-platform", "E013", 10),
        BadManifest(6, "  labels: doc-ai", "E020", 11),
        BadManifest(6, "  labels: {team doc: doc-ai}", "E060", 12),
        BadManifest(6, "  labels: {team: a, team: b}", "E022", 21),
        BadManifest(8, "  account: 12345678901", "E037", 12),
        BadManifest(8, "  acount: '123456789012'", "E021", 3),
        BadManifest(9, "  region: us_east_1", "E037", 11),
        BadManifest(9, "  region: us-east-1\n  region: us-east-1", "E022", 3, offset: 1),
        BadManifest(9, "  region: us-east-1\n  role: arn:aws:iam::123456789012:role/x", "E024", 3, offset: 1),
        BadManifest(9, "  region: us-east-1\n  profile: ops", "E024", 3, offset: 1),
        BadManifest(10, "targets: []\ndefaults:", "E024", 1),
        BadManifest(11, "  reason: duplicate\n  answers: {inS3: true}", "E024", 3, offset: 1),
        BadManifest(29, "    reason: broken-template\n    answers: {inS3: true}", "E024", 5, offset: 1),
        BadManifest(11, "  raeson: duplicate", "E021", 3),
        BadManifest(12, "  onInProgress: stpo", "E033", 17),
        BadManifest(12, "  onCompleted: remove", "E033", 16),
        BadManifest(12, "  onFailed: stop", "E033", 13),
        BadManifest(12, "  onMissing: warn", "E033", 14),
        BadManifest(12, "  <<: {onInProgress: stop}", "E014", 3),
        BadManifest(14, "    createdAfter: 2026-11-20", "E034", 19),
        BadManifest(14, "    createdAfter: 2026-11-20 00:00:00Z", "E034", 19),
        BadManifest(14, "    createdBefore: 2026-02-30T00:00:00Z", "E034", 20),
        BadManifest(14, "    flowDefinition: invoice-review", "E036", 21),
        BadManifest(14, "    status: Failed", "E021", 5),
    ]

    /// Faults of `guards`.
    private static let guardFaults: [BadManifest] = [
        BadManifest(16, "  maxLoops: many", "E031", 13),
        BadManifest(16, "  maxLoops: 0x10", "E031", 13),
        BadManifest(16, "  maxLoops: 007", "E031", 13),
        BadManifest(16, "  maxloops: 5000\n  maxLoops: 5000", "E021", 3),
        BadManifest(17, "  maxMissing: 150%", "E031", 15),
        BadManifest(17, "  maxStops: 5%", "E031", 13),
        BadManifest(17, "  maxFailures: some", "E031", 16),
        BadManifest(18, "  minAge: 1 hour", "E030", 11),
        BadManifest(18, "  minAge: 1h30m", "E030", 11),
        BadManifest(20, "    names: golden-*", "E020", 12),
        BadManifest(20, "    names: [Golden-*]", "E037", 13),
        BadManifest(20, "    flowDefinitions: [prod-kyc]", "E036", 23),
        BadManifest(20, "    loops: []", "E021", 5),
    ]

    /// Faults of `execution`.
    private static let executionFaults: [BadManifest] = [
        BadManifest(22, "  concurrency: 0", "E031", 16),
        BadManifest(22, "  concurrency: 1001", "E031", 16),
        BadManifest(22, "  concurency: 32", "E021", 3),
        BadManifest(23, "  rate: 0", "E031", 9),
        BadManifest(23, "  rate: 1e3", "E031", 9),
        BadManifest(23, "  deadline: 0s", "E030", 13),
        BadManifest(23, "  deadline: 4000d", "E030", 13),
        BadManifest(24, "  retry: {maxAttempts: 0}", "E031", 24),
        BadManifest(24, "  retry: {maxAttempts: 101}", "E031", 24),
        BadManifest(24, "  retry: {maxBackoff: 0s}", "E030", 23),
        BadManifest(24, "  retry: {attempts: 3}", "E021", 11),
        BadManifest(24, "  retry: 3", "E020", 10),
        BadManifest(25, "  stopWait: {pollInitial: 5m, pollMax: 1m}", "E056", 27),
        BadManifest(25, "  stopWait: {timeout: 30}", "E030", 23),
    ]

    /// Faults of `loops`.
    private static let loopFaults: [BadManifest] = [
        BadManifest(27, "  - Dup-000017", "E035", 5),
        BadManifest(27, "  - dup_000017", "E035", 5),
        BadManifest(27, "  - dup-000017-", "E035", 5),
        BadManifest(27, "  -", "E025", 4),
        BadManifest(27, "  - null", "E025", 5),
        BadManifest(27, "  - [dup-000017]", "E020", 5),
        BadManifest(27, "  - dup-000018", "E057", 11, offset: 1),
        BadManifest(27, "  - \(String(repeating: "a", count: 64))", "E035", 5),
        BadManifest(27, "  - arn:aws:sagemaker:us-east-1:123456789012:flow-definition/a", "E036", 5),
        BadManifest(27, "  - arn:aws:sagemaker:us-east-1:210987654321:human-loop/a", "E055", 5),
        BadManifest(27, "  - arn:aws:sagemaker:eu-west-1:123456789012:human-loop/a", "E055", 5),
        BadManifest(27, "  - {reason: duplicate}", "E054", 5),
        BadManifest(27, "  - a\n   - b", "E026", 5),
        BadManifest(29, "    reason:", "E025", 12),
        BadManifest(30, "    onInprogress: skip", "E021", 5),
        BadManifest(30, "    reason: again", "E022", 5),
        BadManifest(31, "  - {name: a, arn: 'arn:aws:sagemaker:us-east-1:123456789012:human-loop/b'}", "E054", 20),
    ]

    /// Faults of `loopsFrom`.
    private static let listFaults: [BadManifest] = [
        BadManifest(33, "  - {file: none.txt, format: lines}", "E061", 12),
        BadManifest(33, "  - {file: more.txt}", "E023", 5),
        BadManifest(33, "  - {file: more.txt, format: tsv}", "E033", 30),
        BadManifest(33, "  - {file: 'more*.txt', format: lines}", "E037", 12),
        BadManifest(33, "  - {file: more.txt, format: lines, sha256: abc}", "E037", 45),
        BadManifest(33, "  - {file: more.txt, format: lines, column: a}", "E056", 45),
        BadManifest(33, "  - more.txt", "E020", 5),
    ]

    /// Faults of `select`.
    private static let ruleFaults: [BadManifest] = [
        BadManifest(38, "    matching: a\n    flowDefinitions: {all: true}", "E024", 5, offset: 1),
        BadManifest(35, "  - flowDefinition: review", "E036", 21),
        BadManifest(
            35,
            "  - flowDefinition: arn:aws:sagemaker:us-east-1:210987654321:flow-definition/review",
            "E055",
            21
        ),
        BadManifest(35, "  - reason: why", "E023", 5),
        BadManifest(36, "    status: Failed", "E020", 13),
        BadManifest(36, "    status: [failed]", "E033", 14),
        BadManifest(36, "    status: []", "E025", 13),
        BadManifest(37, "    olderThan: 7", "E030", 16),
        BadManifest(37, "    olderThan: 7d\n    newerThan: 1d", "E056", 16, offset: 1),
        BadManifest(38, "    matching: '^(invoice-'", "E059", 15),
        BadManifest(38, "    duplicatesBy: '^invoice-'", "E059", 19),
        BadManifest(38, "    keep: oldest", "E056", 11),
        BadManifest(38, "    matches: '^invoice-'", "E021", 5),
        BadManifest(38, "    exclude: '^invoice-'", "E020", 14),
        BadManifest(38, "    exclude: []", "E025", 14),
        BadManifest(38, "    exclude: ['^invoice-', '*-x']", "E059", 28),
    ]

    /// Faults of the text itself.
    private static let textFaults: [BadManifest] = [
        BadManifest(39, "end: true", "E021", 1),
        BadManifest(39, "? [a]\n: b", "E015", 3),
        BadManifest(39, "x-end: \"never closed", "E001", 8),
        BadManifest(39, "\tx-end: true", "E001", 1),
        BadManifest(39, "x-end: @a", "E001", 8),
        BadManifest(39, "x-end: a: b", "E001", 9),
        BadManifest(39, "x-end: [a", "E001", 1, offset: 1),
    ]
}
