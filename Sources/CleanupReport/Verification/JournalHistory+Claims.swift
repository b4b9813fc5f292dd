package import CleanupEngine
import HumanLoops

extension JournalHistory {
    /// The claims of a journal that its loops are gone, by name: of all loops that the run was to remove.
    ///
    /// What the manifest keeps is not among them, and neither is what is kept in the place of duplicates.
    package var claims: [AbsenceClaim] {
        let kept = standings.kept
        return standings.lazy.filter { name, standing in !kept.contains(name) && isToGo(standing) }.map {
            name,
            standing in
            if standing.isAnother { return AbsenceClaim.ofAnother(name) }
            return AbsenceClaim(
                name: name,
                creationTime: standing.creationTime,
                flowDefinitionARN: standing.flowDefinitionARN
            )
        }.sorted { $0.name < $1.name }
    }

    /// Whether the run was to remove a loop.
    private func isToGo(_ standing: LoopStanding) -> Bool {
        switch standing.outcome {
        case .kept: false
        case .deleted, .alreadyGone, .deferred, .refused, .failed, .notAttempted: true
        // A run that has come to its end says how every loop of it ended: another one was only looked at.
        case nil: standing.wasTouched || end == nil
        }
    }
}
