import CleanupEngine
import CleanupManifest
import HumanLoops

/// Everything that befalls one run, drawn from a seed before it begins.
struct RunSchedule: Sendable {
    /// A signal and its moment.
    struct Signal: Sendable {
        /// Which it is.
        let signal: StopSignal
        /// When it comes.
        let at: Duration
    }

    /// When the runs of all schedules begin: a day after the first loops were started.
    static let startedAt = Timestamp(millisecondsSinceEpoch: 1_795_348_800_000)

    /// The seed.
    let seed: UInt64
    /// The loops that there are: those that the manifest names, but for some that are missing, and some bystanders.
    var loops: [RestlessLoop] = []
    /// What is to be removed.
    var manifest: CleanupManifest
    /// What happens to the loops from outside.
    var events: [OutsideEvent] = []
    /// How many calls of a hundred go wrong.
    var faultPercent = 0
    /// How long a call takes to the service, and its answer back, in milliseconds.
    var latencyMilliseconds = 5...40
    /// By how much a list is behind.
    var listLag = Duration.zero
    /// How long a loop is `Deleting` after its delete; zero when it is gone at once.
    var deletionTakes = Duration.zero
    /// Whether the operator consents to the plan.
    var consents = true
    /// Whether the operator has consented before there is a plan, so that the run is one and not a survey and a sweep.
    var hasConsentBefore = false
    /// The signal that ends the run; nil when none does.
    var signal: Signal?
    /// When its processes are killed, one after the other; each is gone on with by the next.
    var kills: [Kill] = []
    /// How many records the run can write; nil for any number.
    var recordCapacity: Int?

    /// Whether nothing stands between the loops and the ends that the manifest wants for them.
    var isPeaceful: Bool {
        events.isEmpty && faultPercent == 0 && consents && signal == nil && recordCapacity == nil
            && manifest.execution.deadline == nil
    }
}
