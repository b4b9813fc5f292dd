import CleanupEngine
import CleanupManifest
import CleanupReport
import FoundationEssentials
import Glibc
import HumanLoops

extension Session {
    /// Looks at every loop, asks, then does what was planned, and reports.
    ///
    /// - Parameters:
    ///   - request: what is asked for.
    ///   - stopRequest: what a signal raises.
    /// - Returns: how it ended.
    /// - Throws: `CommandFailure` when the service cannot be called or another run goes on, `ReportWriteError` when a
    ///   report cannot be written.
    func run(_ request: RunRequest, _ stopRequest: StopRequest) async throws -> SessionEnding {
        let begun = CommandEnvironment.current.clock.now
        let digest = ManifestDigest.of(manifest)
        return try await connection.withService(of: manifest.target, stopRequest) { service, place in
            try check(place)
            var start = try start(of: request, in: place, digest)
            let lock = try await lock(for: start, in: place, request.journal, stopRequest, since: begun)
            defer { lock?.release() }
            // The lock may have been waited for: what happened meanwhile was not this run's doing.
            start.startedAt = WallClock.now()
            start.accessKeyDigest = service.account?.keyDigest
            let opener = RunOpener(session: self, request: request, start: start, target: target(at: place))
            switch try opener.open() {
            case .nothingLeft(let end, let history):
                var traces = traces(after: history, at: target(at: place))
                traces?.complete()
                return SessionEnding(end.exitCode, halt: nil, traces: traces)
            case .opened(let run):
                if let history = run.earlier?.reading.history, !place.isSimulated {
                    try await service.account?.check(after: history, run.work?.manifest.loops ?? manifest.loops)
                }
                let (end, traces) = try await carryOut(
                    run,
                    opener,
                    service,
                    target(at: place),
                    stopRequest,
                    since: begun
                )
                if let halt = end.halt { say(halt) }
                if !end.hasBegunSweep, request.followUpPath != nil, !output.isQuiet {
                    console.say(
                        "loopsweep: no follow-up is written: the run ended before its guards held and it had consent"
                    )
                }
                return SessionEnding(end.exitCode, halt: end.halt, traces: traces)
            }
        }
    }

    /// What is left of the manifest's deadline: credentials and the lock may have been waited for.
    ///
    /// - Parameter begun: when the run was asked for.
    /// - Returns: zero when it has passed; nil when there is none.
    private func deadline(since begun: RunClock.Instant) -> Duration? {
        manifest.execution.deadline.map { max(.zero, $0 - begun.duration(to: CommandEnvironment.current.clock.now)) }
    }

    /// Does the work of a run whose reports are open, and closes them.
    ///
    /// - Returns: the end of the whole run, earlier parts included, and what later documents must know of it.
    private func carryOut(
        _ open: OpenRun,
        _ opener: RunOpener,
        _ service: some HumanLoopService,
        _ target: CleanupTarget,
        _ stopRequest: StopRequest,
        since begun: RunClock.Instant
    ) async throws -> (RunEnd, DocumentTraces?) {
        let display = output.progressDisplay(console)
        let now = opener.start.startedAt
        var manifest = open.work?.manifest ?? manifest
        manifest.execution.deadline = deadline(since: begun)
        // The account is a fact of the whole run: what another one shows under these names says nothing of its loops.
        manifest.target.account = manifest.target.account ?? open.earlier?.reading.history.account
        let isOverlapped = overlaps(opener.request.consent, manifest)
        let notes = traces(after: open.earlier?.reading.history, at: target).map {
            DocumentRecorder(open.reports, after: $0)
        }
        var run = CleanupRun(
            manifest: manifest,
            reviewed: open.work?.reviewed ?? review?.loops ?? [],
            hasConsent: isOverlapped,
            earlier: others.joined(to: earlier(open.work), of: self.manifest, at: target),
            planExpiry: open.earlier == nil ? review.map { $0.plan.madeAt + $0.maximumAge } : nil,
            service: service,
            clock: CommandEnvironment.current.clock,
            startedAt: now,
            stopRequest: stopRequest,
            recorder: notes ?? open.reports,
            observer: display,
            generator: CommandEnvironment.current.makeGenerator()
        )
        let end: RunEnd
        if isOverlapped {
            end = await run.carryOut()
        } else {
            if let refusal = try await survey(&run, opener.request.consent, stopRequest, display, at: now) {
                run.refuse(refusal)
            }
            end = await run.sweep()
        }
        display.clear()
        if let earlier = open.earlier {
            let leftovers = open.reports.leftovers
            try opener.carry(earlier, into: open.reports) { name, _ in leftovers.contains(name) }
        }
        let total = try open.reports.end(end)
        open.journals?.removeOld()
        return (total, notes?.traces)
    }

    /// What earlier parts of the run have come to, and the loops that the plan which it follows keeps.
    private func earlier(_ work: ResumedWork?) -> EarlierParts {
        var earlier = work?.earlier ?? EarlierParts()
        if let review { earlier.kept.formUnion(review.plan.kept) }
        return earlier
    }

    /// What later documents must know of the earlier parts of a run.
    ///
    /// - Parameters:
    ///   - history: what the journal of the earlier parts holds; nil when there are none.
    ///   - target: the account and region of the loops.
    /// - Returns: nil when there is no other document.
    private func traces(after history: JournalHistory?, at target: CleanupTarget) -> DocumentTraces? {
        guard !others.isEmpty else { return nil }
        var traces = DocumentTraces(at: target, hasRules: !manifest.selections.isEmpty)
        if let history { traces.add(history) }
        return traces
    }

    /// Looks at every loop and lets the operator see the plan, which is gone before anything is done.
    ///
    /// - Returns: why nothing is to be done; nil when all that was proposed is.
    private func survey(
        _ run: inout CleanupRun<some HumanLoopService, RunClock>,
        _ consent: Consent,
        _ stopRequest: StopRequest,
        _ display: ProgressDisplay,
        at now: Timestamp
    ) async throws -> RunHalt? {
        let plan = await run.survey()
        display.clear()
        return try await judge(plan, consent, stopRequest, at: now)
    }

    /// How many loops a plan is shown of, whole, before anything is done, although no one is asked.
    private static let wholePlanLimit = 100

    /// Whether loops are stopped and deleted while others are yet to be looked at: consent was given before, no plan is
    /// followed or waited for, and one would take long to make.
    private func overlaps(_ consent: Consent, _ manifest: CleanupManifest) -> Bool {
        consent == .given && review == nil && manifest.selections.isEmpty
            && manifest.loops.count > Self.wholePlanLimit
    }

    /// Takes the lock of the manifest and the place, unless the run is a rehearsal or is not to look; waiting for it counts
    /// for the run's deadline.
    ///
    /// - Returns: nil when there is none to take.
    /// - Throws: `CommandFailure` with 75 when another run holds it.
    private func lock(
        for start: RunStart,
        in place: ServicePlace,
        _ options: JournalOptions,
        _ stopRequest: StopRequest,
        since begun: RunClock.Instant
    ) async throws -> RunLock? {
        guard options.lock != .off, !start.isSimulated else { return nil }
        // An account that the manifest only asserts may be another.
        let names = LockNames(
            name: start.name,
            account: place.account,
            region: place.region,
            endpoint: place.endpoint
        )
        let lock = try RunLock(in: try options.requireState().folder("locks"), names)
        let isTaken = try await lock.take(
            options.lock,
            limit: deadline(since: begun),
            clock: CommandEnvironment.current.clock,
            stopRequest: stopRequest
        ) { holder in
            console.say("loopsweep: waiting for the run of \(holder.map { "\($0)" } ?? "another process") to end")
        }
        guard isTaken else {
            if let signal = stopRequest.signal {
                throw CommandFailure(signal.exitCode, "the run was interrupted before its lock was free")
            }
            let holder = lock.holder.map { "\($0)" } ?? "another process"
            throw CommandFailure(
                .temporary,
                "another run of '\(start.name)' goes on: \(holder); wait for it with --lock wait=5m"
            )
        }
        lock.sign(
            LockHolder(
                pid: getpid(),
                host: ProcessInfo.processInfo.hostName,
                runId: start.runID,
                startedAt: start.startedAt.description
            )
        )
        return lock
    }

    /// Says which run this is.
    ///
    /// - Throws: `CommandFailure` when the credentials are of another account than the manifest's.
    private func start(
        of request: RunRequest,
        in place: ServicePlace,
        _ digest: String?
    ) throws(CommandFailure) -> RunStart {
        var start = RunStart(
            runID: CommandEnvironment.current.makeRunID(),
            version: LoopsweepCommand.version,
            name: manifest.name,
            manifestPath: path,
            account: try place.account(asserted: manifest.target.account),
            region: place.region,
            endpoint: place.endpoint,
            loopCount: manifest.loops.count,
            startedAt: WallClock.now()
        )
        start.manifestDigest = digest
        start.isSimulated = place.isSimulated
        start.planDigest = review?.digest
        start.invocation = request.invocation
        start.invocation.call = connection.options.commandLine
        return start
    }
}
