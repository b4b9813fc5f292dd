package import CleanupManifest
package import HumanLoops

extension StayingLoop {
    /// Decides against removing a duplicate because of what has become of the loop that stays in its place.
    ///
    /// It must still be there, and the same. And it must be able to bring an answer if the duplicate can: completed, or in
    /// progress, where the duplicate is one of both.
    ///
    /// - Parameters:
    ///   - duplicate: the duplicate as it was last described.
    ///   - seen: the loop that stays as it was last described; nil when it is missing.
    /// - Returns: nil when nothing is lost with the duplicate.
    package func objection(to duplicate: HumanLoop, seen: HumanLoop?) -> LoopDecision? {
        guard let seen else { return .refusal(.stayingLoopGone, "\(phrase) is gone") }
        guard seen.creationTime == creationTime else {
            let message = "\(phrase) was created at \(creationTime), and the one there now at \(seen.creationTime)"
            return .refusal(.stayingLoopGone, message)
        }
        guard seen.flowDefinitionARN == duplicate.flowDefinitionARN else {
            let message = "\(phrase) belongs to the flow definition \(seen.flowDefinitionARN ?? "not told") now"
            return .refusal(.stayingLoopGone, message)
        }
        guard seen.status.isKnownToBeThere else { return .refusal(.stayingLoopGone, "\(phrase) is \(seen.status)") }
        let (own, prospect) = (duplicate.status.prospectOfAnswer, seen.status.prospectOfAnswer)
        let hasLostNothing = prospect >= status.prospectOfAnswer || prospect >= own
        guard hasLostNothing, prospect >= min(own, HumanLoopStatus.inProgress.prospectOfAnswer) else {
            let message = "\(phrase) was \(status) and is \(seen.status) now, and this loop is \(duplicate.status)"
            return .refusal(.stayingLoopWithoutAnswer, message)
        }
        return nil
    }

    /// The same loop as it is now; as it was when it is another one by now, or missing.
    func updated(to seen: HumanLoop?) -> StayingLoop {
        guard let seen, seen.creationTime == creationTime else { return self }
        return StayingLoop(name: name, status: seen.status, creationTime: creationTime)
    }

    /// The error of a look at it, as it is told of a duplicate.
    func naming(_ error: HumanLoopServiceError) -> HumanLoopServiceError {
        var error = error
        let words = error.message.isEmpty ? error.code : error.message
        error.message = "\(phrase) could not be looked at: \(words)"
        return error
    }

    /// What it is to a duplicate.
    private var phrase: String { "'\(name)', which stays in its place," }
}
