import YAML

/// The keys of `expect`.
enum ExpectationKey: String, MappingKey {
    /// The ARN of the flow definition that the loop belongs to.
    case flowDefinition
    /// The first moment at which the loop may have been created.
    case createdAfter
    /// The moment before which the loop was created.
    case createdBefore
}
