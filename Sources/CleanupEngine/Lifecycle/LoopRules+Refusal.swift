import CleanupManifest
import HumanLoops

extension LoopRules {
    /// Finds the first reason why a loop is not one that may be touched.
    ///
    /// - Returns: nil when the loop is in the target, is what the manifest expects, is not protected, and is old enough.
    func refusal(of loop: HumanLoop, named entry: LoopEntry, at now: Timestamp?) -> LoopDecision? {
        if let reason = protect.reason(protecting: loop.name, flowDefinitionARN: loop.flowDefinitionARN) {
            return .refusal(.protected, reason)
        }
        return targetRefusal(of: loop, named: entry) ?? expectationRefusal(of: loop) ?? ageRefusal(of: loop, at: now)
    }

    /// Compares the loop's ARN with the target and with the ARN in the manifest.
    func targetRefusal(of loop: HumanLoop, named entry: LoopEntry) -> LoopDecision? {
        if let expected = entry.arn, expected != loop.arn {
            return .refusal(.arnMismatch, "its ARN is \(loop.arn ?? "not told"), not \(expected)")
        }
        guard target.account != nil || target.region != nil else { return nil }
        guard let arn = loop.arn.flatMap({ AmazonResourceName($0) }) else {
            return .refusal(.unknownARN, "the service told no ARN to compare with the target")
        }
        if let account = target.account, account != arn.account {
            return .refusal(.accountMismatch, "it is in account \(arn.account), not \(account)")
        }
        if let region = target.region, region != arn.region {
            return .refusal(.regionMismatch, "it is in region \(arn.region), not \(region)")
        }
        return nil
    }

    /// Compares the loop with what the manifest expects of it.
    private func expectationRefusal(of loop: HumanLoop) -> LoopDecision? {
        let expectation = settings.expectation
        if let expected = expectation.flowDefinitionARN, expected != loop.flowDefinitionARN {
            let message = "its flow definition is \(loop.flowDefinitionARN ?? "not told"), not \(expected)"
            return .refusal(.flowDefinitionMismatch, message)
        }
        if let bound = expectation.createdAfter, loop.creationTime < bound {
            return .refusal(.creationTimeMismatch, "it was created at \(loop.creationTime), before \(bound)")
        }
        if let bound = expectation.createdBefore, loop.creationTime >= bound {
            return .refusal(.creationTimeMismatch, "it was created at \(loop.creationTime), not before \(bound)")
        }
        return nil
    }

    /// Compares the loop's age with the age that the guards ask for.
    private func ageRefusal(of loop: HumanLoop, at now: Timestamp?) -> LoopDecision? {
        guard let minAge else { return nil }
        guard let now else { return .refusal(.tooYoung, "its age is not known, and guards.minAge is set") }
        guard loop.creationTime > now - minAge else { return nil }
        return .refusal(
            .tooYoung,
            "it was created at \(loop.creationTime), after \(now - minAge): younger than guards.minAge"
        )
    }
}
