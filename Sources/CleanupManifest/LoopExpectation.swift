package import HumanLoops

/// What a described loop must be to be the one that was meant; a mismatch is refused.
package struct LoopExpectation: Sendable, Hashable {
    /// The ARN of the flow definition the loop must belong to; nil for any.
    package var flowDefinitionARN: String?
    /// The loop must have been created at this moment or later; nil for any time.
    package var createdAfter: Timestamp?
    /// The loop must have been created before this moment; nil for any time.
    package var createdBefore: Timestamp?

    /// Makes an expectation; each part that is not given expects nothing.
    package init(flowDefinitionARN: String? = nil, createdAfter: Timestamp? = nil, createdBefore: Timestamp? = nil) {
        self.flowDefinitionARN = flowDefinitionARN
        self.createdAfter = createdAfter
        self.createdBefore = createdBefore
    }
}
