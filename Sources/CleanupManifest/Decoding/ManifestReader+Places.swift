import YAML

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
        yaml.add(
            Diagnostic(
                severity: code.severity,
                code: code,
                message: message,
                file: sources[place.source],
                position: place.position,
                length: place.length,
                related: related,
                help: help
            ),
            isOfReadText: isOfReadText
        )
    }

    /// Makes a note of the place of a loop, for a problem of another place.
    func related(_ message: String, at entry: LoopEntry, from place: TextPlace) -> RelatedPlace {
        related(message, at: TextPlace(entry), from: place)
    }

    /// Makes a note of a place, for a problem of another place, which may be in another file.
    func related(_ message: String, at second: TextPlace, from place: TextPlace) -> RelatedPlace {
        let file = second.source == place.source ? nil : sources[second.source]
        return RelatedPlace(message, at: second.position, length: second.length, file: file)
    }
}
