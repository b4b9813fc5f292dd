import HumanLoops

/// The names and the times that all chains share.
enum World {
    /// When chains begin: 2026-11-26T00:00:00Z.
    static let beginning = Timestamp(millisecondsSinceEpoch: 1_795_651_200_000)
    /// The account that manifests are about.
    static let account = "123456789012"
    /// An account that credentials may come to be of.
    static let otherAccount = "210987654321"
    /// The region.
    static let region = "us-east-1"
    /// The endpoint.
    static let endpoint = "https://a2i-runtime.sagemaker.us-east-1.amazonaws.com"

    /// The number of a flow definition that there never was.
    static let absentFlow = 9

    /// The flow definition of a number.
    static func flow(_ number: Int) -> String {
        "arn:aws:sagemaker:\(region):\(account):flow-definition/flow-\(number)"
    }

    /// What the names of duplicates have in common: all before the last hyphen.
    static func group(of name: String) -> String {
        name.lastIndex(of: "-").map { String(name[..<$0]) } ?? name
    }
}

/// One loop that had a name, from its birth to its end.
struct Incarnation: Hashable {
    /// Tells it from all other loops of the chain.
    let number: Int
    /// When it was created.
    let created: Timestamp
    /// The number of its flow definition.
    let flow: Int
    /// How long after a stop a worker holds the task; nil when none does.
    var heldFor: Duration?
    /// How it ends when the worker lets go.
    var endsAs: HumanLoopStatus
    /// Since when it has which status, as times of the chain; the last one may be yet to come.
    var statuses: [(at: Duration, status: HumanLoopStatus)]
    /// When it was there no more.
    var goneAt: Duration?

    /// Where it stands at a moment; nil when it is gone.
    func status(at now: Duration) -> HumanLoopStatus? {
        if let goneAt, goneAt <= now { return nil }
        return statuses.last { $0.at <= now }?.status
    }

    /// Changes its status from a moment on; what was yet to come does not come.
    mutating func become(_ status: HumanLoopStatus, at moment: Duration) {
        statuses.removeAll { $0.at > moment }
        statuses.append((moment, status))
    }

    static func == (one: Incarnation, other: Incarnation) -> Bool { one.number == other.number }
    func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// A loop as a seed draws it, before anything happens to it.
struct DrawnLoop: Hashable {
    /// Its name.
    var name: String
    /// The number of its flow definition.
    var flow: Int
    /// How long before the chain it was created.
    var age: Duration
    /// Where it stands when the chain begins.
    var status: HumanLoopStatus
    /// How long after a stop a worker holds the task; nil when none does.
    var heldFor: Duration?
    /// How it ends when the worker lets go.
    var endsAs: HumanLoopStatus
    /// When it completes by itself, if nobody stops it; nil for never.
    var completesAt: Duration?
}

/// What others do to a loop while a chain goes on.
struct OutsideChange: Hashable {
    /// What they do.
    enum Kind: Hashable {
        /// A worker answers it.
        case complete
        /// It fails.
        case fail
        /// It is removed.
        case vanish
        /// It is removed, and one of the same name is created in a flow definition.
        case reborn(flow: Int, HumanLoopStatus)
        /// Somebody stops it; no worker holds it.
        case stop
        /// The worker who holds it lets go.
        case letGo
        /// Its flow definition is removed, with all its loops.
        case retire
    }

    /// Before or in which step.
    var step: Int
    /// How long after the beginning of the step; nil for before it.
    var after: Duration?
    /// The name.
    var name: String
    /// What they do.
    var kind: Kind
}
