import HumanLoops
import YAMLReading

/// A stretch of the manifest's text that a later check may have to point at.
struct TextPlace: Hashable {
    /// Where it begins.
    var position: TextPosition
    /// How many columns it covers, at least 1.
    var length: Int

    /// Makes the place of a node.
    init(_ node: YAMLNode) {
        position = node.position
        length = node.length
    }

    /// Makes the place of a key.
    init<Key: MappingKey>(_ field: MappingField<Key>) {
        position = field.position
        length = field.key.rawValue.unicodeScalars.count
    }

    /// Makes the place of a loop, which its name covers.
    init(_ entry: LoopEntry) {
        position = TextPosition(line: entry.line, column: entry.column)
        length = entry.arn?.utf8.count ?? entry.name.rawValue.utf8.count
    }

    /// Makes a note of the place.
    func related(_ message: String) -> RelatedPlace {
        RelatedPlace(message, at: position, length: length)
    }
}
