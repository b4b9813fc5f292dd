import CleanupEngine
import HumanLoops

extension JournalHistory {
    /// The account of the run: the one it was told, else that of the first loop that was seen.
    ///
    /// - Returns: nil when neither is known.
    package var account: String? {
        start?.account
            ?? standings.lazy.compactMap { $0.standing.flowDefinitionARN.flatMap { AmazonResourceName($0)?.account } }
            .first
    }

    /// Finds out whether the journal is one of a manifest as it is now, and of the place that is called.
    ///
    /// - Parameters:
    ///   - name: the manifest's name.
    ///   - digest: the digest of the manifest's files as they are now.
    ///   - plan: the digest of the saved plan that is followed; nil when none is.
    ///   - place: the place that is called.
    /// - Throws: `JournalError.unfit` when it is of another one.
    package func check(
        name: String,
        digest: String,
        plan: String? = nil,
        place: SavedPlanPlace
    ) throws(JournalError) {
        guard let start else { throw .unreadable("it holds no whole line") }
        guard start.name == name, start.manifestDigest == digest else {
            throw .unfit("it is of another manifest than this, or the manifest was changed since: start a new run")
        }
        var own = start.savedPlace
        own.account = account
        guard own.agrees(with: place) else {
            throw .unfit("it is of a run at \(own.text), and this is \(place.text): go on there, or start a new run")
        }
        guard start.planDigest == plan else {
            throw .unfit(
                start.planDigest == nil
                    ? "its run follows no saved plan, or does not say so: start a new run to follow one"
                    : "its run follows another saved plan: name that one with --plan, or start a new run"
            )
        }
    }
}

extension RunStart {
    /// The place that was called, as it can be compared with another.
    package var savedPlace: SavedPlanPlace {
        SavedPlanPlace(account: account, region: region, endpoint: isSimulated ? nil : endpoint)
    }
}
