/// What a YAML stream tells of, one step at a time; starts and ends are always balanced.
package enum YAMLEventContent: Hashable, Sendable {
    /// The stream begins.
    case streamStart
    /// The stream is over; no event follows.
    case streamEnd
    /// A document begins.
    case documentStart(YAMLDocumentStart)
    /// A document is over; it is explicit when `...` ends it.
    case documentEnd(isImplicit: Bool)
    /// A node is repeated by the name of its anchor.
    case alias(String)
    /// A scalar, whole.
    case scalar(YAMLScalar)
    /// A sequence begins; its items follow.
    case sequenceStart(YAMLNodeProperties)
    /// The innermost sequence is over.
    case sequenceEnd
    /// A mapping begins; keys and values follow in turn.
    case mappingStart(YAMLNodeProperties)
    /// The innermost mapping is over.
    case mappingEnd
}
