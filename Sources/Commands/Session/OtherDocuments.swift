import CleanupEngine
import CleanupJournal
import CleanupManifest
import HumanLoops
import Support
import Synchronization

/// The other documents of a manifest's file, and what they have to do with its loops.
///
/// They are about the same loops, one after the other: what one of them keeps in the place of duplicates none of them
/// removes, and what one of them has removed none of them keeps so. A loop that is named in one of them is left to it by the
/// rules of the others, as it is within one document; but where all duplicates of a group are named, one of them is kept.
struct OtherDocuments: Sendable {
    /// Those before and after the document.
    var manifests: [CleanupManifest] = []
    /// Of the documents before it.
    var ended: [DocumentTraces] = []

    /// Adds what the other documents did and name to what earlier parts of a document's run did.
    ///
    /// `place` is the document's account and region, as far as they are known.
    func joined(to earlier: EarlierParts, of manifest: CleanupManifest, at place: CleanupTarget) -> EarlierParts {
        var parts = earlier
        var settled: Set<HumanLoopName> = []
        let hasRules = !manifest.selections.isEmpty
        for traces in ended where traces.place.mayBe(place) {
            parts.kept.formUnion(traces.kept)
            parts.identities.merge(traces.identities.mapValues { LoopTrace($0) }) { own, _ in own }
            guard hasRules else { continue }
            // One that is named and kept all the same was refused, and is there.
            parts.removing.formUnion(traces.removing.subtracting(traces.kept))
            settled.formUnion(traces.removing)
            settled.formUnion(traces.spared)
        }
        for other in manifests where other.target.mayBe(place) || other.target == manifest.target {
            parts.kept.formUnion(other.settings.lazy.compactMap(\.keptInstead?.name))
            guard hasRules else { continue }
            let names = Set(other.loops.lazy.map(\.name))
            parts.namedElsewhere.formUnion(names)
            settled.formUnion(names)
        }
        // A loop that this document names too is its own.
        parts.settled.formUnion(settled.subtracting(manifest.loops.lazy.map(\.name)))
        return parts
    }
}

/// What one document of a file had to do with its loops: what later documents must know of them.
struct DocumentTraces: Hashable, Sendable {
    /// As far as they are known.
    let place: CleanupTarget
    /// The kept duplicates.
    private(set) var kept: Set<HumanLoopName> = []
    /// The loops that it removes, or has touched or refused.
    private(set) var removing: Set<HumanLoopName> = []
    /// Which loops names stand for, besides those that rules found, and which are kept in their place.
    private(set) var identities: [HumanLoopName: LoopSighting] = [:]
    /// The loops that its policy keeps.
    private(set) var spared: Set<HumanLoopName> = []

    /// Whether all its rules were listed, so that what they keep is known.
    var isWhole = true

    /// Adds a loop, and its kept duplicate; nil when the loop is not a duplicate.
    mutating func add(_ name: HumanLoopName, isSpared: Bool, keptInstead: KeptDuplicate?) {
        if isSpared { spared.insert(name) } else { removing.insert(name) }
        if let keptInstead { kept.insert(keptInstead.name) }
    }

    mutating func identify(_ loops: [LoopSighting]) {
        kept.formUnion(loops.lazy.compactMap(\.keptInstead?.name))
        for loop in loops where loop.rule == nil && identities[loop.name] == nil { identities[loop.name] = loop }
    }

    /// Takes in which loop a name stands for, as a journal says it.
    private mutating func identify(_ name: HumanLoopName, _ record: LoopRecord) {
        guard let status = record.status, let creationTime = record.creationTime else { return }
        let loop = LoopSighting(
            name: name,
            status: status,
            creationTime: creationTime,
            flowDefinitionARN: record.flowDefinitionARN,
            rule: record.rule,
            keptInstead: record.keptInstead
        )
        identify([loop])
    }
}

extension DocumentTraces {
    mutating func add(_ plan: CleanupPlan) {
        if !plan.findings.isEmpty { isWhole = true }
        for loop in plan.loops { add(loop.name, isSpared: loop.proposal == .end(.kept), keptInstead: loop.keptInstead) }
    }

    mutating func add(_ found: FoundLoops) {
        for loop in found.loops { add(loop.entry.name, isSpared: false, keptInstead: loop.precondition.keptInstead) }
        kept.formUnion(found.kept.lazy.map(\.name))
        isWhole = true
    }

    mutating func add(_ history: JournalHistory) {
        kept.formUnion(history.records.kept)
        for (name, record) in history.records {
            identify(name, record)
            // A loop that is only told of is one that is kept in the place of others.
            guard record.outcome != nil || record.wasTouched || record.rule != nil else { continue }
            add(name, isSpared: record.outcome == .kept, keptInstead: record.keptInstead)
        }
    }
}

/// Notes what one document's run does, for the documents after it, and passes everything on to another recorder.
final class DocumentRecorder: RunRecorder {
    private let recorder: any RunRecorder
    private let noted: Mutex<DocumentTraces>

    /// `traces` are those of earlier parts of the run.
    init(_ recorder: any RunRecorder, after traces: DocumentTraces) {
        self.recorder = recorder
        noted = Mutex(traces)
    }

    var traces: DocumentTraces { noted.withLock { $0 } }

    func record(_ event: RunEvent) throws(RunRecorderError) {
        noted.withLock { traces in
            switch event {
            case .scope: traces.isWhole = true
            case .identities(let loops): traces.identify(loops)
            case .result(let result):
                traces.add(result.name, isSpared: result.outcome == .kept, keptInstead: result.keptInstead)
            case .start, .resumption, .carried, .listing, .intent, .end: break
            }
        }
        try recorder.record(event)
    }

    func commit() throws(RunRecorderError) { try recorder.commit() }

    func synchronize() throws(RunRecorderError) { try recorder.synchronize() }
}
