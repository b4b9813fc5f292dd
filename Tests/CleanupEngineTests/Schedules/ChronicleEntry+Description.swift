import CleanupEngine
import HumanLoops

extension ChronicleEntry: CustomStringConvertible {
    /// The entry as a line for whoever looks for what went wrong.
    var description: String {
        switch self {
        case .sent(let number, let operation, let name, let at):
            "\(at)  #\(number) sent: \(operation) \(name.map(\.rawValue) ?? "")"
        case .reached(let number, let loop, let bornAt, let at):
            "\(at)  #\(number) reached: \(loop.map { "\($0.status), there since \(bornAt)" } ?? "nothing")"
        case .answered(let number, let answer, let trueAt, let at):
            "\(at)  #\(number) answered: \(answer), true at \(trueAt)"
        case .identified(let names, let at):
            "\(at)  identified: \(names.map(\.rawValue).joined(separator: ", "))"
        case .intended(let intent, let at):
            "\(at)  intended: \(intent.operation) \(intent.loop.name), created \(intent.loop.creationTime)"
        case .recorded(let result, let at):
            "\(at)  recorded: \(result.name) is \(result.outcome.rawValue), \(result.problem?.message ?? "no problem")"
        case .unwritable(let at):
            "\(at)  there is no room to write"
        case .consented(let at):
            "\(at)  the operator consents"
        case .killed(let at):
            "\(at)  the process is killed"
        case .resumed(_, let at):
            "\(at)  another process goes on"
        case .signalled(let at):
            "\(at)  a signal comes"
        }
    }
}

extension ChronicleEntry.Answer: CustomStringConvertible {
    /// The answer in some words.
    var description: String {
        switch self {
        case .described(let loop): "\(loop.status), created \(loop.creationTime)"
        case .listed(let rows): "rows: " + rows.map { "\($0.name) \($0.status)" }.joined(separator: ", ")
        case .accepted: "accepted"
        case .failed(let error): "\(error.kind) \(error.code)"
        }
    }
}
