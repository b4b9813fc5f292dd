import CleanupEngine
import CleanupJournal
import CleanupManifest
import CleanupReport
import FoundationEssentials
import Support

/// What a run begins with: its lock, and what is said of it.
extension ManifestRun {
    /// Takes the lock of the manifest and the place, within the deadline; nil for a rehearsal and with `--lock off`.
    func lock(for start: RunStart) async throws -> RunLock? {
        guard request.journal.lock != .off, !place.isSimulated else { return nil }
        return try await RunLock.taken(
            for: start,
            // An account that the manifest only asserts may be another.
            LockNames(name: start.name, account: place.account, region: place.region, endpoint: place.endpoint),
            in: try request.journal.requireState().folder("locks"),
            request.journal.lock,
            limit: deadline,
            stopRequest,
            session.console
        )
    }

    /// What is said of the run; refuses credentials of another account than the manifest's.
    func start(_ digest: String?) throws(CommandFailure) -> RunStart {
        var start = RunStart(
            runID: CommandEnvironment.current.makeRunID(),
            version: LoopsweepCommand.version,
            name: session.manifest.name,
            manifestPath: session.path,
            account: try place.account(asserted: session.manifest.target.account),
            region: place.region,
            endpoint: place.endpoint,
            loopCount: session.manifest.loops.count,
            startedAt: WallClock.now()
        )
        start.details = session.manifest.details
        start.manifestDigest = digest
        start.isSimulated = place.isSimulated
        start.planDigest = session.followedPlan?.digest
        start.invocation = request.invocation
        start.invocation.call = session.connection.options.commandLine
        start.invocation.realCall = session.connection.options.realCommandLine
        start.invocation.isOfFollowUp = FollowUpFile.isFollowUp(session.path)
        if !start.invocation.followUp.isEmpty { start.invocation.followUpPath = request.followUpPath }
        guard !place.isSimulated else { return start }
        start.invocation.resumeCommand = start.commandToResume
        start.invocation.deleteCommand = start.commandToDelete
        start.invocation.directory = FileManager.default.currentDirectoryPath
        return start
    }
}
