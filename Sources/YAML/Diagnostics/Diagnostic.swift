/// One problem of a file, told so that its author can put it right.
package struct Diagnostic: Hashable, Sendable {
    package var severity = DiagnosticSeverity.error
    package var code: DiagnosticCode
    /// What is wrong, in one phrase: lower case, the offending text quoted, no full stop.
    package var message: String
    /// The file, as its user named it.
    package var file: String
    package var position: TextPosition
    /// How many columns the offending text covers, at least 1.
    package var length = 1
    package var related: RelatedPlace?
    /// What to do about it, in one phrase; nil when the message says enough.
    package var help: String?

    /// The places it shows: its own, then the second one when there is one.
    package var places: [(file: String, position: TextPosition)] {
        [(file, position)] + (related.map { [($0.file ?? file, $0.position)] } ?? [])
    }
}

/// How bad a problem of a file is.
package enum DiagnosticSeverity: String, Hashable, Sendable {
    case error
    /// The file can be used, but may not mean what its author thinks.
    case warning
}

/// A second place that a problem has to do with.
package struct RelatedPlace: Hashable, Sendable {
    /// What is there, such as `first given here`.
    package var message: String
    /// The file it is in, as its user named it; nil for the file of the problem itself.
    package var file: String?
    package var position: TextPosition
    /// How many columns it covers, at least 1.
    package var length: Int

    package init(_ message: String, at position: TextPosition, length: Int = 1, file: String? = nil) {
        self.file = file
        self.message = message
        self.position = position
        self.length = length
    }
}
