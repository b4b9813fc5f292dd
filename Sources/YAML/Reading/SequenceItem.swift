/// What comes next in a sequence, in the form that costs least to take.
package enum SequenceItem: Sendable {
    /// Some items in a row, at least one, that are short plain scalars; `SequenceReader.node(_:)` makes a node of each.
    case words([YAMLWord])
    /// Anything else.
    case node(YAMLNode)
}
