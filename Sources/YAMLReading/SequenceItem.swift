package import YAMLEvents

/// An item of a sequence, in the form that costs least to take.
package enum SequenceItem: Sendable {
    /// A short plain scalar on one line; `SequenceReader.node(_:)` makes a node of it.
    case word(YAMLWord)
    /// Anything else.
    case node(YAMLNode)
}
