import CleanupEngine
import HumanLoops

/// When a process of a chain is killed: all that it knew and did not write down is lost.
enum Kill: Hashable {
    /// So long after it began.
    case after(Duration)
    /// At a write to its journal, of which so many bytes of a hundred are still taken.
    case atWrite(Int, percentTaken: Int)
}

/// How a run is called.
struct RunOptions: Hashable {
    /// Which manifest: the main one, the follow-up of the last run, or the one that was discovered.
    enum Subject: Hashable { case manifest, followUp, discovered }

    /// Which manifest.
    var subject = Subject.manifest
    /// Whether an earlier run is resumed.
    var isResumed = false
    /// Whether the saved plan is followed.
    var followsPlan = false
    /// Whether the plan alone is named, which carries its manifest.
    var namesPlanOnly = false
    /// Whether loops are only stopped.
    var isStopOnly = false
    /// Whether a follow-up is written.
    var writesFollowUp = false
    /// The deadline of the command line.
    var deadline: Duration?
    /// How long the operator thinks; nil when consent is on the command line.
    var thinks: Duration?
    /// Whether the operator consents.
    var consents = true
    /// When it is killed; nil for never.
    var kill: Kill?
    /// Whether the bytes that no disk has are lost with it, as when the power fails.
    var losesPower = false
    /// When a signal comes; nil for never.
    var signalAfter: Duration?
}

/// One thing that an operator does.
enum Step: Hashable {
    /// `plan --out`.
    case plan
    /// `run`.
    case run(RunOptions)
    /// `discover`, by a rule.
    case discover(Rule)
    /// `verify` of the manifest.
    case verifyManifest
    /// `verify` of the journal of the last run.
    case verifyReport
    /// The manifest is edited: it is another one from now on.
    case edit
    /// One bit of the last journal flips, at so many millionths of its length.
    case flipBit(Int)
    /// So many runs are begun and not consented to.
    case declinedRuns(Int)
    /// The machine's clock is set.
    case setClock(Duration)
    /// Credentials are of the other account from now on; whether they tell so.
    case changeAccount(isTold: Bool)
}

/// What is done, to what, and what goes wrong: all of it follows from the seed.
struct Chain: Hashable {
    /// The seed.
    let seed: UInt64
    /// The loops there are.
    var loops: [DrawnLoop] = []
    /// The documents of the manifest.
    var documents: [Document] = []
    /// The documents after an edit.
    var editedDocuments: [Document] = []
    /// What goes wrong.
    var faults = Faults()
    /// What others do to loops.
    var changes: [OutsideChange] = []
    /// What is done, in order, each so long after the one before.
    var steps: [(pause: Duration, step: Step)] = []

    /// Whether what the operator wrote, or what a run did, is changed on the way.
    var altersFiles: (manifest: Bool, journal: Bool) {
        steps.reduce(into: (false, false)) { altered, part in
            switch part.step {
            case .edit: altered.0 = true
            case .flipBit: altered.1 = true
            default: break
            }
        }
    }

    static func == (one: Chain, other: Chain) -> Bool { one.seed == other.seed }
    func hash(into hasher: inout Hasher) { hasher.combine(seed) }
}
