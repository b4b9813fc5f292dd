/// One value of a document, whose beginning has been read.
///
/// A sequence or mapping can be read on through `DocumentReader`, once, before what follows it; if it is not, it is
/// passed over.
package struct YAMLNode: Sendable {
    /// What kind of value it is.
    package enum Content: Sendable {
        /// A scalar.
        case scalar(YAMLScalar)
        /// A sequence; its items have not been read.
        case sequence
        /// A mapping; its keys have not been read.
        case mapping
        /// Something that was refused and reported.
        case refused
    }

    /// What kind of value it is.
    package let content: Content
    /// What messages call it.
    package let subject: NodeSubject
    /// Where it begins.
    package let position: TextPosition
    /// How many columns it covers: all of a scalar of one line, else 1.
    package let length: Int
    /// How many lines a scalar runs over, at least 1.
    let lineCount: Int

    /// Makes the node that an event begins.
    init(_ content: Content, subject: NodeSubject, event: YAMLEvent) {
        self.content = content
        self.subject = subject
        position = TextPosition(event.start)
        lineCount = event.end.line - event.start.line + 1
        length = lineCount == 1 ? max(1, event.end.column - event.start.column) : 1
    }

    /// The text of a scalar.
    ///
    /// - Returns: nil for every other kind of node.
    package var text: String? {
        guard case .scalar(let scalar) = content else { return nil }
        return scalar.text
    }

    /// What kind of value it is, in words.
    var kind: String {
        switch content {
        case .scalar(let scalar): scalar.isNull ? (scalar.text.isEmpty ? "empty" : "null") : "a single value"
        case .sequence: "a sequence"
        case .mapping: "a mapping"
        case .refused: "an alias"
        }
    }
}
