import CleanupManifest
import HumanLoops
import Testing
import YAML

/// The settings that carry a condition or a kept duplicate to a named loop: `status` and `keptInstead`.
@Suite struct KeptInsteadTests {
    /// The moment at which the kept loop was created.
    static let created = "2026-11-20T00:00:00Z"

    @Test("The kept duplicate of a loop is read")
    func keptInstead() throws {
        let kept = "{name: b, status: Completed, creationTime: \(Self.created)}"
        let decoding = try ManifestText("", loops: "loops: [{name: a, keptInstead: \(kept)}, c]").decoded()
        #expect(decoding.diagnostics == [])
        let manifest = try #require(decoding.manifest)
        let keptInstead = KeptDuplicate(
            name: try #require(HumanLoopName("b")),
            status: .completed,
            creationTime: try #require(Timestamp(rfc3339: Self.created))
        )
        #expect(manifest.loops.map { manifest.settings[$0.settings].keptInstead } == [keptInstead, nil])
    }

    /// Sections, and the statuses that each loop may have.
    static let conditions: [(sections: String, loops: String, statuses: [[HumanLoopStatus]])] = [
        ("", "loops: [a, {name: b, status: [Failed]}]", [[], [.failed]]),
        ("defaults: {status: [InProgress]}", "loops: [a, {name: b, status: [Failed]}]", [[.inProgress], [.failed]]),
        // However it is written, it is the same condition.
        ("", "loops: [{name: a, status: [Stopping, Failed, Failed]}]", [[.failed, .stopping]]),
        (
            "", "loops: [{name: a, status: [Stopped, Failed]}, {name: a, status: [Failed, Stopped]}]",
            [[.failed, .stopped]]
        ),
        ("", "loopsFrom: [{file: more, format: lines, status: [Completed]}]", [[.completed], [.completed]]),
        (
            "defaults: {status: [Failed]}\nguards: {maxLoops: 5}",
            "loops: [a]\nselect: [{flowDefinition: '\(SelectionTests.flow)', status: [Failed, Stopped]}]", [[.failed]]
        ),
    ]

    @Test(
        "The statuses that a loop may have are read, those of the defaults under those of a loop",
        arguments: conditions
    )
    func status(sections: String, loops: String, statuses: [[HumanLoopStatus]]) throws {
        let decoding = try ManifestText(sections, loops: loops).decoded(lists: MemoryLists(texts: ["more": "x\nm\n"]))
        #expect(!decoding.log.hasErrors, "\(decoding.diagnostics)")
        let manifest = try #require(decoding.manifest)
        #expect(manifest.loops.map { manifest.settings[$0.settings].statuses } == statuses)
        if let rule = manifest.selections.first {
            #expect(rule.statuses == [.failed, .stopped])
            #expect(manifest.settings[rule.settings].statuses == [.failed])
        }
    }

    /// What is wrong, from line 3 on: the section, the loops, and what is told.
    static let faults: [(section: String, loops: String, problem: String)] = [
        ("", "loops: [{name: a, keptInstead: b}]", "E020 4:32+1 'keptInstead' must be a mapping (is a single value)"),
        (
            "", "loops: [{name: a, keptInstead: {name: b, status: Failed}}]",
            "E023 4:32+1 'creationTime' is missing"
        ),
        (
            "", "loops: [{name: a, keptInsteed: {}}]",
            "E021 4:19+11 unknown key 'keptInsteed', did you mean 'keptInstead'?"
        ),
        (
            "defaults: {keptInstead: {name: b, status: Failed, creationTime: \(created)}}", "loops: [a]",
            "E021 3:12+11 unknown key 'keptInstead'"
        ),
        ("defaults: {statu: [Failed]}", "loops: [a]", "E021 3:12+5 unknown key 'statu', did you mean 'status'?"),
        ("defaults: {status: []}", "loops: [a]", "E025 3:20+1 'status' names no status"),
        (
            "defaults: {status: [failed]}", "loops: [a]",
            "E033 3:21+6 an item of 'status' must be InProgress, Failed, Completed, Stopped or Stopping (is 'failed')"
        ),
        (
            "", "loops: [{keptInstead: {name: a, status: Failed, creationTime: \(created)}, name: a}]",
            "E066 4:30+1 the loop 'a' cannot be kept instead of itself"
        ),
        (
            "", "loops: [b, {name: a, keptInstead: {name: b, status: Failed, creationTime: \(created)}}]",
            "E066 4:9+1 the loop 'b' is kept instead of 'a', and is to be removed here"
        ),
        (
            "loopsFrom: [{file: more, format: lines}]",
            "loops: [{name: a, keptInstead: {name: m, status: Failed, creationTime: \(created)}}]",
            "E066 2:1+1 the loop 'm' is kept instead of 'a', and is to be removed here"
        ),
        (
            "",
            "loops:\n"
                + "  - {name: a, keptInstead: {name: c, status: Failed, creationTime: \(created)}}\n"
                + "  - {name: b, keptInstead: {name: c, status: Failed, creationTime: 2026-11-21T00:00:00Z}}",
            "E066 6:35+1 the kept duplicate 'c' has two creation times: 2026-11-20T00:00:00.000Z and 2026-11-21T00:00:00.000Z"
        ),
        (
            "", "loops:\n  - {name: a, reason: r}\n  - {name: a, reason: r, status: [Failed]}",
            "E057 6:12+1 the loop 'a' is named twice, with different settings"
        ),
        (
            "", "loops:\n  - a\n  - {name: a, keptInstead: {name: c, status: Failed, creationTime: \(created)}}",
            "E057 6:12+1 the loop 'a' is named twice, with different settings"
        ),
        (
            "guards: {maxLoops: 5}\ndefaults: {status: [InProgress]}",
            "select: [{flowDefinition: '\(SelectionTests.flow)', status: [Failed]}]",
            "E056 5:10+1 'defaults.status' keeps every loop that this rule finds"
        ),
    ]

    @Test("What is wrong is told with its code, place and length", arguments: faults)
    func fault(section: String, loops: String, problem: String) throws {
        let decoding = try ManifestText(section, loops: loops).decoded(lists: MemoryLists(texts: ["more": "x\nm\n"]))
        let told = decoding.diagnostics.map {
            "\($0.code.rawValue) \($0.position.line):\($0.position.column)+\($0.length) \($0.message)"
        }
        #expect(told == [problem])
        #expect(decoding.manifest == nil)
    }

    @Test("A loop that is kept and removed is told with both places, also when a list names it")
    func bothPlaces() throws {
        let kept = "{name: m, status: Failed, creationTime: \(Self.created)}"
        let text = ManifestText(
            "loopsFrom: [{file: more, format: lines}]",
            loops: "loops: [{name: a, keptInstead: \(kept)}]"
        )
        let problem = try #require(
            try text.decoded(lists: MemoryLists(texts: ["more": "x\nm\n"])).diagnostics.first
        )
        #expect(problem.file == "more" && problem.position.line == 2)
        #expect(problem.related?.file == "cleanup.yaml" && problem.related?.position.line == 4)
        #expect(problem.related?.position.column == 39)
    }
}
