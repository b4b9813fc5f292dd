/// Why a journal cannot be read, or cannot be resumed.
package enum JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file is no report in JSON Lines, or a line of it is none.
    case unreadable(String)
    /// Its lines contradict each other, or what the manifest says.
    case contradictory(String)
    /// It is the journal of another manifest or place.
    case unfit(String)
    /// Another process is writing to it.
    case inUse
    /// The system does not let it be read.
    case system(SystemCallError)

    /// What is wrong, without a full stop.
    package var description: String {
        switch self {
        case .unreadable(let problem): "it is no whole report in JSON Lines: \(problem)"
        case .contradictory(let problem):
            "it contradicts itself: \(problem); look at it with 'loopsweep verify', and start a new run without --resume"
        case .unfit(let problem): problem
        case .inUse: "another run is writing to it"
        case .system(let error): "\(error)"
        }
    }
}
