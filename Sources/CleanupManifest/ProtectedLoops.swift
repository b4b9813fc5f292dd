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

    /// Finds what protects a loop of this name and flow definition.
    ///
    /// - Returns: the pattern or the ARN as the manifest writes it; nil when the loop is not protected.
    package func rule(protecting name: HumanLoopName, flowDefinitionARN: String?) -> String? {
        if let pattern = names.first(where: { $0.matches(name.rawValue) }) { return pattern.text }
        return flowDefinitionARNs.first { $0 == flowDefinitionARN }
    }
}
