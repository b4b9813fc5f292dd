import CleanupEngine
import CleanupManifest
import HumanLoops

/// What the other documents of a file have to do with the loops of one.
///
/// They are about the same loops, one after the other: what one of them keeps in the place of duplicates none of them
/// removes, and what one of them has removed none of them keeps so. A loop that is named in one of them is left to it by the
/// rules of the others, as it is within one document; but where all duplicates of a group are named, one of them is kept.
struct OtherDocuments: Sendable {
    /// The manifests of the others, also of those that are yet to come.
    private var manifests: [CleanupManifest] = []
    /// What the earlier ones had to do with.
    private var ended: [DocumentTraces] = []

    /// Starts with no other document.
    init() {}

    /// Whether the document is the only one of its file.
    var isEmpty: Bool { manifests.isEmpty }

    /// Takes in another document of the file.
    mutating func add(_ manifest: CleanupManifest) {
        manifests.append(manifest)
    }

    /// Takes in what an earlier document had to do with.
    mutating func add(_ traces: DocumentTraces) {
        ended.append(traces)
    }

    /// Adds to what earlier parts of a document's run have come to what the other documents come to.
    ///
    /// - Parameters:
    ///   - earlier: the earlier parts of the run.
    ///   - manifest: the document.
    ///   - place: its account and region, as far as they are known.
    /// - Returns: both together.
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
