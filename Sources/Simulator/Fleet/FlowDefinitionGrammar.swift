import HumanLoops
package import YAML

/// A flow definition by its ARN, or by its name in the fleet's own account and region.
package struct FlowDefinitionGrammar: ValueGrammar {
    /// Checks a reference; it stays as it is written until the account and region are known.
    package func value(of text: String) throws(ValueViolation) -> String {
        if text.hasPrefix("arn:") {
            return try ResourceNameGrammar.arn(of: .flowDefinition).value(of: text).description
        }
        return try LabelGrammar.label("a flow definition such as invoice-review, or its ARN").value(of: text)
    }
}

extension ValueGrammar where Self == FlowDefinitionGrammar {
    /// A flow definition by its ARN or name.
    package static var flowDefinition: Self { FlowDefinitionGrammar() }
}
