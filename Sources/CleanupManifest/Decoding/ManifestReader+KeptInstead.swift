import HumanLoops
import YAML

extension ManifestReader {
    /// Takes note of the loop that is kept in the place of another one, unless it contradicts itself.
    mutating func note(_ kept: KeptDuplicate, keptInsteadOf name: HumanLoopName, at place: TextPlace) {
        guard kept.name != name else {
            let help = "name the loop that is kept, or remove 'keptInstead'"
            return report(.keptLoop, at: place, "the loop '\(name)' cannot be kept instead of itself", help: help)
        }
        guard let first = keptLoops[kept.name] else {
            keptLoops[kept.name] = KeptClaim(loop: kept, duplicate: name, place: place)
            return
        }
        guard first.loop.creationTime != kept.creationTime else { return }
        let times = "\(first.loop.creationTime) and \(kept.creationTime)"
        report(
            .keptLoop,
            at: place,
            "the kept duplicate '\(kept.name)' has two creation times: \(times)",
            related: related("first kept here", at: first.place, from: place),
            help: "a name stands for one loop: look which of the two is there"
        )
    }

    /// Reports each loop that is to be removed, and kept in the place of another.
    func checkKeptLoops() {
        guard !keptLoops.isEmpty else { return }
        for index in loops.indices {
            guard let claim = keptLoops[loops.name(at: index)] else { continue }
            let place = TextPlace(loops[index])
            report(
                .keptLoop,
                at: place,
                "the loop '\(claim.loop.name)' is kept instead of '\(claim.duplicate)', and is to be removed here",
                related: related("kept here", at: claim.place, from: place),
                help: "keep it or remove it: the last copy of duplicates may not go",
                isOfReadText: true
            )
        }
    }
}

/// A loop that a document keeps in the place of a duplicate.
struct KeptClaim {
    let loop: KeptDuplicate
    /// The first loop in whose place it is kept.
    let duplicate: HumanLoopName
    let place: TextPlace
}
