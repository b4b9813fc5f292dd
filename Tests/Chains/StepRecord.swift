import HumanLoops

/// What came of one step of a chain, as somebody outside sees it.
struct StepRecord {
    /// Its number.
    let number: Int
    /// What was done.
    let step: Step
    /// Whether everything was healed by then.
    let isHealed: Bool
    /// The words of the command line; empty when no command was called.
    var arguments: [String] = []
    /// When it began and ended.
    var beganAt = Duration.zero
    var endedAt = Duration.zero
    /// How much of that time nobody could do anything.
    var skipped = Duration.zero
    /// The exit code; nil when it was killed.
    var exitCode: Int32?
    /// Whether it was killed because it would not end.
    var hasOverrun = false
    /// When consent was given; nil when it was not asked for, or not given.
    var consentedAt: Duration?
    /// When a signal was sent; nil for none.
    var signalledAt: Duration?
    /// The journals that were written to.
    var journals: [String] = []
    /// What the journals held when it ended, by path.
    var lines: [String: [JournalLineView]] = [:]
    /// The names of which the disk had for good which loop they stand for.
    var identities: Set<String> = []
    /// What the step made for a later one to follow: a saved plan, a discovered manifest or a follow-up.
    var artefact = ""
    /// The manifest that was run, where the product wrote it.
    var written: String?
    /// Which steps are parts of one run: resume, saved plan and follow-up have the number of what they continue.
    var lineage = 0
    /// The documents whose policy is in force.
    var documents: [Document] = []
    /// Whether the credentials are of another account.
    var isOtherAccount = false
    /// What was shown on standard output and standard error.
    var results = ""
    var messages = ""

    /// The options of a run; nil for other steps.
    var run: RunOptions? {
        guard case .run(let options) = step else { return nil }
        return options
    }

    /// Whether the main manifest is run, without a saved plan.
    var isWholeRun: Bool { run.map { $0.subject == .manifest && !$0.followsPlan } ?? false }
}

/// All that is known of a chain from outside when it is over.
struct ChainRecord {
    /// The chain.
    let chain: Chain
    /// Its steps.
    var steps: [StepRecord] = []
    /// The service's log.
    var log: [CallRecord] = []
    /// What had each name.
    var histories: [String: [Incarnation]] = [:]
    /// Breaches that are seen only while the chain goes on.
    var breaches: [Breach] = []
}

/// A promise that was not kept.
struct Breach: Hashable {
    /// The number of the invariant in section 1 of the design.
    let invariant: Int
    /// What kind of breach it is: the same for all of its kind.
    let kind: String
    /// What happened.
    let story: String
}
