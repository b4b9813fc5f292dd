package import HumanLoops

/// Which loops a manifest's guards never let a run touch.
package struct ProtectedLoops: Sendable, Hashable {
    /// Patterns of names: `*` stands for any characters, `?` for one.
    package var names: [NamePattern]
    /// ARNs of flow definitions.
    package var flowDefinitionARNs: [String]

    /// Makes a protection; by default nothing is protected.
    package init(names: [NamePattern] = [], flowDefinitionARNs: [String] = []) {
        self.names = names
        self.flowDefinitionARNs = flowDefinitionARNs
    }

    /// Says what protects a loop of this name and flow definition; nil for one that the service did not tell.
    ///
    /// - Returns: the reason in words, with the pattern or the ARN as the manifest writes it; nil when the loop is not
    ///   protected.
    package func reason(protecting name: HumanLoopName, flowDefinitionARN: String?) -> String? {
        if let pattern = names.first(where: { $0.matches(name.rawValue) }) { return "protected by '\(pattern.text)'" }
        guard !flowDefinitionARNs.isEmpty else { return nil }
        guard let flowDefinitionARN else {
            return "its flow definition is not told, and guards.protect.flowDefinitions is set"
        }
        return flowDefinitionARNs.contains(flowDefinitionARN) ? "protected by '\(flowDefinitionARN)'" : nil
    }
}
