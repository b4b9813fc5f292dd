package import HumanLoops

/// When simulated loops were started.
package enum CreationRule: Sendable, Hashable {
    /// So long before the simulation began.
    case age(Duration)
    /// At a moment.
    case at(Timestamp)

    /// The moment, seen from when the simulation begins.
    func moment(start: Timestamp) -> Timestamp {
        switch self {
        case .age(let age): start - age
        case .at(let moment): moment
        }
    }
}
