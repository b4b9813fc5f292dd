package import HumanLoops

/// What many simulated loops have in common; it is kept once for all of them.
package struct LoopTemplate: Sendable, Hashable {
    /// The ARN of the flow definition the loops were started with.
    package var flowDefinitionARN: String
    /// The status that the loops have when the simulation begins.
    package var status: HumanLoopStatus
    /// What a stop leads to while a worker holds the task; nil when no one does, and a stop ends at once in `Stopped`.
    package var workers: ScheduledEnd?
    /// How a loop in progress ends if no one stops it; nil for never.
    package var ends: ScheduledEnd?
    /// Why a loop that is `Failed` failed, in a word; `InternalError` by default.
    package var failureCode = "InternalError"
    /// Why a loop that is `Failed` failed, in a sentence.
    package var failureReason = "The simulated loop failed"
    /// Where the answers of a `Completed` loop are in S3; nil for nowhere.
    ///
    /// `{name}` stands for the loop's name.
    package var output: String?

    /// Makes a template; no one works on its loops, and they do not end by themselves.
    package init(flowDefinitionARN: String, status: HumanLoopStatus = .inProgress) {
        self.flowDefinitionARN = flowDefinitionARN
        self.status = status
    }
}

extension LoopTemplate {
    /// Where the answers of one loop are.
    ///
    /// - Returns: nil when the template tells no place.
    func output(of name: HumanLoopName) -> String? {
        output.map { $0.split(separator: "{name}", omittingEmptySubsequences: false).joined(separator: name.rawValue) }
    }
}
