@testable import CleanupEngine
@testable import CleanupJournal
@testable import CleanupManifest
import HumanLoops
import TestSupport
import Testing

@testable import Commands

/// What a document is told of the others of its file.
@Suite struct OtherDocumentsTests {
    /// Where the documents go.
    static let east = CleanupTarget(account: "123456789012", region: "us-east-1")

    /// A document that has a rule, if it is to have one, and names loops.
    private static func document(_ names: [String], hasRule: Bool = false, target: CleanupTarget = east)
        -> CleanupManifest
    {
        CleanupManifest(
            name: "a",
            target: target,
            loops: LoopTable(names.map { LoopEntry(name: .sample($0)) }),
            selections: hasRule ? [SelectionRule(flowDefinitionARN: "arn:f")] : []
        )
    }

    /// What a document comes to: `a` kept instead of `b`, `c` kept by policy, `d` removed.
    private static func traces(at place: CleanupTarget = east) -> DocumentTraces {
        var traces = DocumentTraces(place: place)
        let keptInstead = KeptDuplicate(name: .sample("a"), status: .completed, creationTime: HumanLoop.sampleCreation)
        traces.add(.sample("b"), isSpared: false, keptInstead: keptInstead)
        traces.add(.sample("c"), isSpared: true, keptInstead: nil)
        traces.add(.sample("d"), isSpared: false, keptInstead: nil)
        // It was named too, and refused.
        traces.add(.sample("a"), isSpared: false, keptInstead: nil)
        traces.identify([
            LoopSighting(
                name: .sample("told"),
                status: .completed,
                creationTime: HumanLoop.sampleCreation,
                flowDefinitionARN: HumanLoop.sampleFlowDefinition
            )
        ])
        return traces
    }

    /// The names of a set, in order.
    private func names(_ names: Set<HumanLoopName>) -> [String] { names.map(\.rawValue).sorted() }

    @Test("A rule leaves to an earlier document what it had, and keeps nothing that it removes")
    func rule() {
        let others = OtherDocuments(manifests: [Self.document([])], ended: [Self.traces()])
        let parts = others.joined(to: EarlierParts(), of: Self.document([], hasRule: true), at: Self.east)
        #expect(names(parts.kept) == ["a"])
        #expect(names(parts.removing) == ["b", "d"])
        #expect(names(parts.settled) == ["a", "b", "c", "d"])
    }

    @Test("A document without rules is told only what is kept")
    func named() {
        let others = OtherDocuments(manifests: [Self.document(["z"])], ended: [Self.traces()])
        let parts = others.joined(to: EarlierParts(), of: Self.document(["a"]), at: Self.east)
        #expect(names(parts.kept) == ["a"])
        #expect(parts.removing.isEmpty && parts.settled.isEmpty)
    }

    /// Targets of another document, and whether it may be about the same loops.
    static let targets: [(target: CleanupTarget, isNear: Bool)] = [
        (east, true), (CleanupTarget(), true), (CleanupTarget(region: "us-east-1"), true),
        (CleanupTarget(region: "eu-west-1"), false), (CleanupTarget(account: "210987654321"), false),
    ]

    @Test("What a later document names is left to it, where it may be in the same place", arguments: targets)
    func later(target: CleanupTarget, isNear: Bool) {
        var later = Self.document(["y", "z"], target: target)
        let kept = KeptDuplicate(name: .sample("k"), status: .failed, creationTime: HumanLoop.sampleCreation)
        later.settings = [LoopSettings(keptInstead: kept)]
        let others = OtherDocuments(manifests: [later], ended: [Self.traces(at: target)])
        var earlier = EarlierParts()
        (earlier.settled, earlier.kept) = ([.sample("y"), .sample("own")], [.sample("q")])
        let parts = others.joined(to: earlier, of: Self.document(["y"], hasRule: true), at: Self.east)
        #expect(names(parts.kept) == (isNear ? ["a", "k", "q"] : ["q"]))
        #expect(names(parts.removing) == (isNear ? ["b", "d"] : []))
        #expect(names(parts.namedElsewhere) == (isNear ? ["y", "z"] : []))
        #expect(names(Set(parts.identities.keys)) == (isNear ? ["told"] : []))
        // What this run is done with stays so; a loop that this document names is its own.
        #expect(names(parts.settled) == (isNear ? ["a", "b", "c", "d", "own", "y", "z"] : ["own", "y"]))
    }

    @Test("The next document begins only when what the rules of this one keep is known")
    func whole() {
        var traces = DocumentTraces(place: Self.east, isWhole: false)
        #expect(!SessionEnding(.refused, stopReason: nil, traces: traces).letsNextBegin)
        traces.isWhole = true
        #expect(SessionEnding(.refused, stopReason: nil, traces: traces).letsNextBegin)
        #expect(SessionEnding(.deferred, stopReason: .deadline, traces: DocumentTraces(place: Self.east)).letsNextBegin)
        #expect(SessionEnding(.success, stopReason: nil).letsNextBegin)
    }

    @Test("A later document is told what is kept in the place of what it names, also out of a journal")
    func duplicates() throws {
        let keptInstead = KeptDuplicate(name: .sample("a"), status: .completed, creationTime: HumanLoop.sampleCreation)
        let sighting = { (name: String) in
            LoopSighting(
                name: .sample(name),
                status: .failed,
                creationTime: HumanLoop.sampleCreation,
                flowDefinitionARN: HumanLoop.sampleFlowDefinition,
                keptInstead: keptInstead
            )
        }
        var told = DocumentTraces(place: Self.east)
        told.identify([sighting("a"), sighting("b")])
        var history = JournalHistory()
        let start = RunStart(
            runID: "run-1",
            version: "1",
            name: "a",
            manifestPath: "a.yaml",
            account: nil,
            region: "us-east-1",
            endpoint: "https://a2i.example",
            loopCount: 2,
            startedAt: HumanLoop.sampleCreation
        )
        for event in [RunEvent.start(start), .identities([sighting("a")]), .identities([sighting("b")])] {
            try history.take(.event(event), bytes: [])
        }
        var read = DocumentTraces(place: Self.east)
        read.add(history)
        for traces in [told, read] {
            let others = OtherDocuments(manifests: [Self.document([], hasRule: true)], ended: [traces])
            let parts = others.joined(to: EarlierParts(), of: Self.document(["a", "b"]), at: Self.east)
            #expect(parts.identities[.sample("b")]?.keptInstead == keptInstead)
            #expect(parts.identities[.sample("b")]?.creationTime == HumanLoop.sampleCreation)
            #expect(parts.identities[.sample("a")]?.keptInstead == nil)
            #expect(names(parts.kept) == ["a"])
        }
    }

    @Test("What a run writes down is what later documents are told")
    func recorder() throws {
        let recorder = DocumentRecorder(NoRecorder(), after: Self.traces())
        let keptInstead = KeptDuplicate(name: .sample("e"), status: .completed, creationTime: HumanLoop.sampleCreation)
        try recorder.record(
            .identities([
                LoopSighting(
                    name: .sample("f"),
                    status: .completed,
                    creationTime: HumanLoop.sampleCreation,
                    flowDefinitionARN: nil,
                    keptInstead: keptInstead
                )
            ])
        )
        #expect(names(recorder.traces.kept) == ["a", "e"])
        #expect(names(recorder.traces.removing) == ["a", "b", "d"])
        try recorder.record(.scope(RunScope(namedCount: 0, foundCount: 0, findings: [], at: HumanLoop.sampleCreation)))
        #expect(recorder.traces.isWhole)
    }

    /// Writes nothing down.
    private struct NoRecorder: RunRecorder {
        func record(_ event: RunEvent) {}
        func commit() {}
        func synchronize() {}
    }
}
