/// Why a saved plan cannot be followed.
package enum SavedPlanError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file is no saved plan, or not a whole one.
    case unreadable(String)
    /// It is not of this manifest, place or time any more.
    case unfit(String)

    /// What is wrong, and the way out, without a full stop.
    package var description: String {
        switch self {
        case .unreadable(let problem): "it is no saved plan: \(problem); make one with 'loopsweep plan --out'"
        case .unfit(let problem): "\(problem); make a new plan and review it"
        }
    }
}
