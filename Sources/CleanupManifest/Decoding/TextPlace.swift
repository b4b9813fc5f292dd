import HumanLoops
import YAML

/// A stretch of the text of the manifest, or of a list of loops, that a later check may have to point at.
struct TextPlace: Hashable {
    var position: TextPosition
    /// How many columns it covers, at least 1.
    var length: Int
    /// Which of `CleanupManifest.sources` it is in.
    var source = 0

    init(_ position: TextPosition, length: Int, source: Int) {
        self.position = position
        self.length = length
        self.source = source
    }

    init(_ node: YAMLNode) {
        position = node.position
        length = node.length
    }

    init<Key: MappingKey>(_ field: MappingField<Key>) {
        position = field.position
        length = field.key.rawValue.unicodeScalars.count
    }

    init(_ word: YAMLWord) {
        position = word.start
        length = word.width
    }

    /// Makes the place of a loop, which its name covers.
    init(_ entry: LoopEntry) {
        position = TextPosition(line: entry.line, column: entry.column)
        length = entry.arn?.utf8.count ?? entry.name.length
        source = entry.source
    }

    func related(_ message: String) -> RelatedPlace { RelatedPlace(message, at: position, length: length) }
}

extension ManifestReader {
    /// Reports a problem of a place of the manifest or of a list.
    ///
    /// With `isOfReadText` it is told also when the text broke off after the place.
    func report(
        _ code: DiagnosticCode,
        at place: TextPlace,
        _ message: String,
        related: RelatedPlace? = nil,
        help: String? = nil,
        isOfReadText: Bool = false
    ) {
        yaml.report(
            code,
            at: place.position,
            message,
            length: place.length,
            related: related,
            help: help,
            file: sources[place.source],
            isOfReadText: isOfReadText
        )
    }

    /// Makes a note of a place, for a problem of another place, which may be in another file.
    func related(_ message: String, at second: TextPlace, from place: TextPlace) -> RelatedPlace {
        let file = second.source == place.source ? nil : sources[second.source]
        return RelatedPlace(message, at: second.position, length: second.length, file: file)
    }
}
