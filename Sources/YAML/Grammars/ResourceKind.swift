package import HumanLoops

/// The kinds of Amazon SageMaker resource that a file may name by their ARN.
package enum ResourceKind: String, Hashable, Sendable {
    /// A human loop.
    case humanLoop = "human-loop"
    /// A flow definition.
    case flowDefinition = "flow-definition"

    /// The kind in words.
    package var title: String {
        switch self {
        case .humanLoop: "a human loop"
        case .flowDefinition: "a flow definition"
        }
    }

    /// Whether an ARN names a resource of this kind, whose own name is legal.
    package func includes(_ arn: AmazonResourceName) -> Bool {
        switch self {
        case .humanLoop: arn.humanLoopName != nil
        case .flowDefinition: arn.flowDefinitionName.map(LabelGrammar.isLabel) ?? false
        }
    }
}
