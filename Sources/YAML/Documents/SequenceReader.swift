/// Goes through the items of one sequence, in the order of the file.
package struct SequenceReader {
    let reader: DocumentReader
    let subject: NodeSubject
    let depth: Int

    /// Reads the beginning of the next item, past what is left of the one before; nil when there is none to read.
    package func next() -> YAMLNode? { reader.nextEvent(atDepth: depth).map { reader.node($0, subject: subject) } }

    /// Reads the next items in the form that costs least to take; nil when there are none to read.
    package func nextItems() -> SequenceItem? {
        let words = reader.nextWords(atDepth: depth)
        return words.isEmpty ? next().map { .node($0) } : .words(words)
    }

    /// The node of an item that was read as a word.
    package func node(_ word: YAMLWord) -> YAMLNode { reader.node(word.event, subject: subject) }
}

/// What comes next in a sequence, in the form that costs least to take.
package enum SequenceItem: Sendable {
    /// Some items in a row, at least one, that are short plain scalars; `SequenceReader.node(_:)` makes a node of each.
    case words([YAMLWord])
    case node(YAMLNode)
}
