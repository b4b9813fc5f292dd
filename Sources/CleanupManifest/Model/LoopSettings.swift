package import HumanLoops

/// What is to happen to a loop, by the status it is found in, and what it must be for that.
///
/// `LoopSettingKey` has the keys that give each part.
package struct LoopSettings: Sendable, Hashable {
    /// Why the loop is removed, in the user's words; nil when the manifest does not say.
    package var reason: String?
    /// What happens to a loop that is `InProgress`; by default it is stopped.
    package var onInProgress = InProgressPolicy.stop
    /// What happens to a loop that is `Completed`, now or after its stop; by default it is deleted.
    package var onCompleted = TerminalPolicy.delete
    /// What happens to a loop that is `Failed`, now or after its stop; by default it is deleted.
    package var onFailed = TerminalPolicy.delete
    /// What a missing loop counts as; by default it is fine.
    package var onMissing = MissingPolicy.ok
    package var expectation = LoopExpectation()
    /// The statuses that the loop may have when it is first touched, or it is kept; empty for any.
    package var statuses: [HumanLoopStatus] = []
    /// The kept duplicate of this one; nil when it is none.
    package var keptInstead: KeptDuplicate?
}

extension LoopSettings {
    package init(keptInstead: KeptDuplicate? = nil) { self.init(reason: nil, keptInstead: keptInstead) }

    /// The settings as the members of an item of `loops`; what is the default is left out.
    package var members: [ManifestMember] { LoopSettingKey.members(of: self) }
}

/// What happens to a loop that workers may be working on.
package enum InProgressPolicy: String, CaseIterable, Sendable {
    /// The loop is stopped, waited for and deleted.
    case stop
    case skip
    /// The loop counts as failed, untouched.
    case fail
}

/// What happens to a loop that ended by itself.
package enum TerminalPolicy: String, CaseIterable, Sendable {
    case delete, keep
}

/// What a loop counts as that the service does not know.
package enum MissingPolicy: String, CaseIterable, Sendable {
    /// It is gone already, which is what was wanted.
    case ok
    /// It failed: someone meant a loop that is not there.
    case fail
}
