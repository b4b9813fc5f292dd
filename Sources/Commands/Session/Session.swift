import CleanupEngine
import CleanupJournal
import CleanupManifest
import HumanLoops
import Support
import YAML

/// One manifest, with everything that its plan, its run or its verification needs.
struct Session: Sendable {
    /// The manifest, with the settings that the command line and a followed plan replace.
    var manifest: CleanupManifest
    /// The manifest as it is written.
    let written: CleanupManifest
    /// The manifest's path as it was given.
    let path: String
    /// The saved plan that is followed; nil when there is none.
    var followedPlan: FollowedPlan?
    /// The other documents of the manifest's file.
    var others = OtherDocuments()
    let connection: ServiceConnection
    let output: OutputOptions
    let console: Console

    /// The account and region of the loops, as far as they are known: the manifest's, else those that are called.
    func target(at place: ServicePlace) -> CleanupTarget {
        CleanupTarget(account: manifest.target.account ?? place.account, region: manifest.target.region ?? place.region)
    }

    /// Refuses a place that is not the manifest's, that its guards protect, or in which the followed plan was not made.
    func check(_ place: ServicePlace) throws(CommandFailure) {
        let called = try calledPlace(place)
        if let reason = manifest.guards.protect.reason(protecting: called.account) {
            throw CommandFailure(.guardsRefused, reason)
        }
        guard let followedPlan else { return }
        do throws(SavedPlanError) {
            try followedPlan.plan.check(called)
        } catch {
            throw CommandFailure(error, of: followedPlan.path)
        }
    }

    /// The place that a saved plan is bound to; refuses credentials of another account than the manifest's.
    func calledPlace(_ place: ServicePlace) throws(CommandFailure) -> CalledPlace {
        CalledPlace(
            account: try place.account(asserted: manifest.target.account),
            region: place.region,
            endpoint: place.isSimulated ? nil : place.endpoint
        )
    }

    /// What the documents after this one must know of it; nil when it is the only one of its file.
    func traces(at target: CleanupTarget) -> DocumentTraces? {
        others.manifests.isEmpty ? nil : DocumentTraces(place: target, isWhole: manifest.selections.isEmpty)
    }

    /// Says what ended a run early, where that was not said when it happened.
    func say(_ stopReason: RunStopReason) {
        switch stopReason {
        case .noConsent, .interrupted: break
        case .deadline, .throttled: console.say("loopsweep: \(stopReason.reportMessage)")
        case .guards, .failures, .selection, .credentials, .unreachable, .evidence:
            console.say("loopsweep: error: \(stopReason.reportMessage)")
        }
    }
}

/// How the plan, the run or the verification of one manifest ended.
struct SessionEnding: Hashable, Sendable {
    let exitCode: ExitCode
    /// Whether the next manifest of the file may begin.
    let letsNextBegin: Bool
    /// For the manifests after it; nil when there are none.
    let traces: DocumentTraces?

    /// `stopReason` is nil when nothing ended the run early.
    init(_ exitCode: ExitCode, stopReason: RunStopReason?, traces: DocumentTraces? = nil) {
        self.traces = traces
        self.exitCode = exitCode
        // A rule that cannot be listed means that the run was not possible, whatever its exit code is; and what a rule would
        // have kept is not known to the next manifest.
        if case .selection = stopReason {
            letsNextBegin = false
        } else {
            letsNextBegin = exitCode.letsNextBegin && traces?.isWhole ?? true
        }
    }
}
