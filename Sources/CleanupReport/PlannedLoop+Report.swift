import CleanupEngine
import CleanupManifest
import HumanLoops

extension PlannedLoop {
    /// The loop's status as a column shows it: `-` when it was not described.
    var statusText: String { loop?.status.description ?? "-" }

    /// Why the loop is proposed for what it is: the rule, or else the problem.
    var why: String {
        guard explanation.isEmpty, let problem else { return explanation }
        return problem.message.isEmpty ? problem.code : "\(problem.code): \(problem.message)"
    }

    /// Which loop stays in its place, in a phrase for a person; nil when nothing would be done with it, or it is no duplicate.
    var staysText: String? {
        guard proposal.outcome == nil, let stays else { return nil }
        return "\(stays.name) (\(stays.status)) stays"
    }

    /// How old the loop is, as a column shows it: `-` when it was not described.
    func ageText(at now: Timestamp) -> String {
        loop.map { DurationText.age(now - $0.creationTime) } ?? "-"
    }
}
