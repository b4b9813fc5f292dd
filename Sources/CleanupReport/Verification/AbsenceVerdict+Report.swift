import CleanupEngine
import HumanLoops

extension AbsenceVerdict {
    /// A verdict without its evidence; the raw value is how reports spell it.
    enum Kind: String, CaseIterable {
        /// The loop is gone.
        case gone = "gone"
        /// The loop is gone, and its name belongs to another one.
        case another = "another-loop"
        /// The loop is still there.
        case there = "still-there"
        /// No one could tell.
        case unknown = "not-known"

        /// The verdict in words.
        var phrase: String {
            switch self {
            case .gone: "gone"
            case .another: "another loop"
            case .there: "still there"
            case .unknown: "not known"
            }
        }

        /// How the verdict is coloured.
        var tone: TextTone {
            switch self {
            case .gone: .good
            case .another: .plain
            case .there, .unknown: .bad
            }
        }
    }

    /// The verdict without its evidence.
    var kind: Kind {
        switch self {
        case .gone: .gone
        case .another: .another
        case .there: .there
        case .unknown: .unknown
        }
    }

    /// The loop that has the name; nil when there is none, or no one could tell.
    var loop: HumanLoop? {
        switch self {
        case .another(let loop), .there(let loop): loop
        case .gone, .unknown: nil
        }
    }

    /// Why no one could tell; nil when someone could, or the loop was not asked for.
    var problem: LoopProblem? {
        guard case .unknown(let problem) = self else { return nil }
        return problem
    }
}
