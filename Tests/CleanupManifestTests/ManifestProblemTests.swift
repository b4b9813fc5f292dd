import CleanupManifest
import Testing
import YAML

/// What is said of bad manifests.
@Suite struct ManifestProblemTests {
    /// Sections with one problem in line 3, which the first lines of a manifest come before.
    static let sections: [(section: String, problem: String)] = [
        (
            "metadata: {name: Dup_Batch}",
            "E037 3:18+9 'name' must be a manifest's name such as dup-batch-2026-11 (is 'Dup_Batch')"
        ),
        ("loopsFrom: [{file: more.txt}]", "E023 3:13+1 'format' is missing"),
        (
            "target: {account: 12345678901}",
            "E037 3:19+11 'account' must be the twelve digits of an AWS account (is '12345678901')"
        ),
        ("target: {region: us_east_1}", "E037 3:18+9 'region' must be a region such as us-east-1 (is 'us_east_1')"),
        ("target: {regoin: x}", "E021 3:10+6 unknown key 'regoin', did you mean 'region'?"),
        ("defaults: {onInprogress: skip}", "E021 3:12+12 unknown key 'onInprogress', did you mean 'onInProgress'?"),
        ("defaults: {onInProgress: stpo}", "E033 3:26+4 'onInProgress' must be stop, skip or fail (is 'stpo')"),
        ("defaults: {onCompleted: remove}", "E033 3:25+6 'onCompleted' must be delete or keep (is 'remove')"),
        ("defaults: {onFailed: stop}", "E033 3:22+4 'onFailed' must be delete or keep (is 'stop')"),
        ("defaults: {onMissing: yes}", "E033 3:23+3 'onMissing' must be ok or fail (is 'yes')"),
        ("defaults: {reason: }", "E025 3:20+1 'reason' is empty"),
        ("defaults: {reason: ''}", "E037 3:20+2 'reason' must not be empty"),
        ("defaults: {x-reason: a}", "E021 3:12+8 unknown key 'x-reason', did you mean 'reason'?"),
        ("defaults: {name: a}", "E021 3:12+4 unknown key 'name'"),
        (
            "defaults: {expect: {flowDefinition: review}}",
            "E036 3:37+6 'flowDefinition' must be the ARN of a flow definition (is 'review')"
        ),
        (
            "defaults: {expect: {createdAfter: 2026-11-22}}",
            "E034 3:35+10 'createdAfter' must be a time such as 2026-11-22T10:00:00Z (is '2026-11-22')"
        ),
        (
            "defaults: {expect: {createdAfter: 2026-11-22T00:00:00Z, createdBefore: 2026-11-22T00:00:00Z}}",
            "E056 3:11+1 'createdAfter' must be before 'createdBefore', which is 2026-11-22T00:00:00.000Z (is '2026-11-22T00:00:00.000Z')"
        ),
        ("guards: [a]", "E020 3:9+1 'guards' must be a mapping (is a sequence)"),
        ("guards: {maxLoops: -1}", "E031 3:20+2 'maxLoops' must be a whole number from 0 to 1000000000 (is '-1')"),
        ("guards: {maxStops: 5%}", "E031 3:20+2 'maxStops' must be a whole number from 0 to 1000000000 (is '5%')"),
        (
            "guards: {maxMissing: 101%}",
            "E031 3:22+4 'maxMissing' must be a share from 0% to 100% such as 2.5% (is '101%')"
        ),
        (
            "guards: {maxMissing: half}",
            "E031 3:22+4 'maxMissing' must be a count such as 12 or a share such as 50% (is 'half')"
        ),
        ("guards: {protect: {names: golden}}", "E020 3:27+6 'names' must be a sequence (is a single value)"),
        (
            "guards: {protect: {names: [Golden-*]}}",
            "E037 3:28+8 an item of 'names' must be a pattern of names such as golden-* (is 'Golden-*')"
        ),
        ("guards: {protect: {names: [*golden]}}", "E012 3:28+7 the alias '*golden' has no anchor '&golden' before it"),
        (
            "guards: {protect: {flowDefinitions: [kyc]}}",
            "E036 3:38+3 an item of 'flowDefinitions' must be the ARN of a flow definition (is 'kyc')"
        ),
        ("execution: {concurrency: 0}", "E031 3:26+1 'concurrency' must be a whole number from 1 to 1000 (is '0')"),
        (
            "execution: {concurrency: 1001}",
            "E031 3:26+4 'concurrency' must be a whole number from 1 to 1000 (is '1001')"
        ),
        ("execution: {rate: 0}", "E031 3:19+1 'rate' must be a number from 0.001 to 100000 (is '0')"),
        ("execution: {deadline: 0s}", "E030 3:23+2 'deadline' must be greater than zero (is '0s')"),
        ("execution: {deadline: 30}", "E030 3:23+2 'deadline' must be a duration such as 30m (is '30')"),
        ("execution: {stopWait: {pollInitial: 0s}}", "E030 3:37+2 'pollInitial' must be greater than zero (is '0s')"),
        (
            "execution: {stopWait: {pollMax: 1m, pollInitial: 5m}}",
            "E056 3:50+2 'pollInitial' must be at most pollMax, which is 1m (is '5m')"
        ),
        ("kind: HumanLoopCleanup", "E022 3:1+4 'kind' is given twice"),
    ]

    @Test("A section's problem is told with its code, place and length", arguments: sections)
    func section(section: String, problem: String) throws {
        let text = ManifestText(section)
        #expect(try text.problems() == [problem])
        #expect(try text.decoded().manifest == nil)
    }

    /// Items of `loops` with one problem; they begin at 4:9.
    static let loops: [(item: String, problem: String)] = [
        ("null", "E025 4:9+4 an item of 'loops' is null, which is nothing in YAML"),
        ("~", "E025 4:9+1 an item of 'loops' is ~, which is nothing in YAML"),
        ("{name: null}", "E025 4:16+4 'name' is null, which is nothing in YAML"),
        ("{name: ''}", "E035 4:16+2 'name' must be a human loop's name (is empty)"),
        ("Dup-1", "E035 4:9+5 an item of 'loops' must be a human loop's name: 'D' is upper case (is 'Dup-1')"),
        ("'${LOOP}'", "E016 4:9+9 an item of 'loops' asks for a variable (is '${LOOP}')"),
        ("[b]", "E020 4:9+1 an item of 'loops' must be a name, an ARN or a mapping (is a sequence)"),
        ("{reason: b}", "E054 4:9+1 a loop must have a 'name' or an 'arn'"),
        ("{name: b, ticket: c}", "E021 4:19+6 unknown key 'ticket'"),
        ("{nmae: b, name: b}", "E021 4:10+4 unknown key 'nmae', did you mean 'name'?"),
        (
            "arn:aws:sagemaker:us-east-1:1:human-loop/b",
            "E036 4:9+42 an item of 'loops' must be the ARN of a human loop (is 'arn:aws:sagemaker:us-east-1:1:human-loop/b')"
        ),
        ("{arn: b}", "E036 4:15+1 'arn' must be the ARN of a human loop (is 'b')"),
        (
            "{name: b, arn: 'arn:aws:sagemaker:us-east-1:123456789012:human-loop/c'}",
            "E054 4:24+55 'arn' must be that of 'b' (is that of 'c')"
        ),
        (
            "'arn:aws:sagemaker:us-east-1:210987654321:human-loop/c'",
            "E055 4:9+55 the account of this ARN must be '123456789012', as 'target' gives it (is '210987654321')"
        ),
        (
            "'arn:aws:sagemaker:eu-west-1:123456789012:human-loop/c'",
            "E055 4:9+55 the region of this ARN must be 'us-east-1', as 'target' gives it (is 'eu-west-1')"
        ),
        (
            "{name: b, expect: {flowDefinition: 'arn:aws:sagemaker:eu-west-1:123456789012:flow-definition/c'}}",
            "E055 4:44+60 the region of this ARN must be 'us-east-1', as 'target' gives it (is 'eu-west-1')"
        ),
    ]

    @Test("A loop's problem is told with its code, place and length", arguments: loops)
    func loop(item: String, problem: String) throws {
        let target = "target: {account: '123456789012', region: us-east-1}"
        #expect(try ManifestText(target, loops: "loops: [\(item)]").problems() == [problem])
    }

    /// Whole files with their only problem.
    static let files: [(text: String, problem: String)] = [
        ("", "E004 1:1+1 the file holds no document"),
        ("# only comments\n", "E004 1:1+1 the file holds no document"),
        ("- a", "E020 1:1+1 the document must be a mapping (is a sequence)"),
        ("apiVersion: loopsweep/v1\nkind: HumanLoopCleanup", "E023 1:1+1 'loops' is missing"),
        ("apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\nloops: []", "E053 3:8+1 'loops' names no loop"),
        (
            "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\nloops:",
            "E020 3:7+1 'loops' must be a sequence (is empty)"
        ),
        ("kind: HumanLoopCleanup\nloops: [a]", "E023 1:1+1 'apiVersion' is missing"),
        ("apiVersion: loopsweep/v1\nloops: [a]", "E023 1:1+1 'kind' is missing"),
        (
            "apiVersion: loopsweep/v2\nkind: HumanLoopCleanup\nloops: [a]",
            "E050 1:13+12 'apiVersion' must be loopsweep/v1 (is 'loopsweep/v2')"
        ),
        (
            "apiVersion: loopsweep/v1\r\nkind: HumanLoopFleet\r\nloops: [a]",
            "E051 2:7+14 'kind' must be HumanLoopCleanup (is 'HumanLoopFleet')"
        ),
        ("apiVersion: 'loopsweep/v1", "E001 1:13+1 the quote that is opened here is never closed"),
        ("\u{FEFF}apiVersion:\tloopsweep/v1\n\tkind: x", "E001 2:1+1 tabs cannot indent YAML"),
        ("\u{7F}ELF\u{0}", "E002 1:1+1 control characters are not allowed in YAML: U+007F (byte 1 of the file)"),
    ]

    @Test("A file's problem is told with its code, place and length", arguments: files)
    func file(text: String, problem: String) throws {
        #expect(try ManifestText(whole: text).problems() == [problem])
    }

    @Test("A megabyte of brackets ends at the 65th")
    func brackets() throws {
        let text = ManifestText(whole: String(repeating: "[", count: 1_048_576))
        #expect(
            try text.problems() == [
                "E020 1:1+1 the document must be a mapping (is a sequence)",
                "E003 1:65+1 lists and mappings nest deeper than 64 levels here",
            ]
        )
    }

    @Test(
        "A file whose name cannot be the manifest's must give one",
        arguments: ["My File.yaml", "a.b.yaml", "", "a_b"]
    )
    func nameOfFile(file: String) throws {
        let problems = try ManifestText("").problems(file: file)
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("E052 1:1+1 'metadata' must give a 'name'") ?? false)
        #expect(try ManifestText("metadata: {name: a}").problems(file: file) == [])
    }

    @Test("A list whose items are indented differently is no name")
    func foldedList() throws {
        let text = ManifestText("", loops: "loops:\n- b\n  - c\n -d")
        #expect(try text.problems() == ["E026 5:3+1 an item of 'loops' runs over 3 lines and reads as 'b - c -d'"])
        #expect(try text.decoded().diagnostics.first?.help?.contains("several list items") ?? false)
    }

    @Test("ARNs of several accounts or regions contradict each other also without a target")
    func severalHomes() throws {
        let arns = [
            "us-east-1:123456789012", "us-east-1:123456789012", "eu-west-1:210987654321", "eu-west-1:210987654321",
        ]
        let items = arns.enumerated().map { "\n  - arn:aws:sagemaker:\($0.element):human-loop/a\($0.offset)" }
        let text = ManifestText("", loops: "loops:\(items.joined())")
        #expect(
            try text.problems() == [
                "E055 7:5+54 the account of this ARN (and of 1 more) must be '123456789012', as the first ARN has it (is '210987654321')",
                "E055 7:5+54 the region of this ARN (and of 1 more) must be 'us-east-1', as the first ARN has it (is 'eu-west-1')",
            ]
        )
        #expect(try text.decoded().diagnostics.first?.related?.position.line == 5)
    }
}
