import HumanLoops

/// One item of a fleet's `loops`: loops that are alike.
package struct FleetLoops: Sendable, Hashable {
    /// Their names.
    package var names: NameRange
    /// When the first of them was started, each next one a millisecond later; an hour before the start by default.
    package var created = CreationRule.age(.seconds(3_600))
    /// What they have in common; its flow definition may be a short name.
    package var template: LoopTemplate

    /// Makes loops that are in progress, and no one works on.
    package init(names: NameRange, flowDefinition: String) {
        self.names = names
        template = LoopTemplate(flowDefinitionARN: flowDefinition)
    }
}
