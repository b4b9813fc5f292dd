import CleanupEngine
package import CleanupManifest
import HumanLoops

/// The loops that earlier runs of a manifest have stopped, or may have, and left: a new run takes them over.
///
/// What a run has stopped is no longer in the status that a rule asks for, so that the rule does not find it again.
package struct AbandonedLoops {
    /// Where the newest journal that tells of each loop leaves it.
    private var standings: [(name: HumanLoopName, standing: LoopStanding)] = []
    /// The loops that a journal has told of.
    private var seen: Set<HumanLoopName> = []

    /// Starts with no loop.
    package init() {}

    /// Takes in the journal of an earlier run, the newest first; one that cannot be believed is passed over.
    ///
    /// - Parameters:
    ///   - history: what the journal holds.
    ///   - manifest: the manifest of that run, and of the new one.
    package mutating func add(_ history: JournalHistory, of manifest: CleanupManifest) {
        guard history.flaws.isEmpty, history.isChained, (try? history.checkLoops(of: manifest)) != nil else { return }
        for (name, standing) in history.standings where standing.outcome != nil || standing.wasTouched {
            guard seen.insert(name).inserted, standing.beginning?.wasTouched ?? false else { continue }
            standings.append((name, standing))
        }
    }

    /// Finds out what a new run takes over.
    ///
    /// - Parameter manifest: its manifest.
    /// - Returns: the work of the new run and how many loops of it are taken over; nil when none is.
    package func takenOver(by manifest: CleanupManifest) -> (work: ResumedWork, count: Int)? {
        var (work, count) = (ResumedWork(manifest), 0)
        var numbers: [HumanLoopName: Int] = [:]
        for (index, entry) in manifest.loops.enumerated() where !manifest.settings[entry.settings].statuses.isEmpty {
            numbers[entry.name] = index
        }
        for (name, standing) in standings.sorted(by: { $0.name < $1.name }) {
            if let index = numbers[name] {
                let kept = manifest.settings[manifest.loops[index].settings].keptInstead
                work.reviewed[index] = ReviewedLoop(standing, nil, of: nil, stays: kept)
            } else if standing.rule != nil {
                work.add(name, standing)
                if let stays = standing.stays { work.earlier.kept.insert(stays.name) }
            } else {
                continue
            }
            count += 1
        }
        return count == 0 ? nil : (work, count)
    }
}
