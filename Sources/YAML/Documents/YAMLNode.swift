import Support

/// One value of a document, whose beginning has been read.
///
/// A sequence or mapping can be read on through `DocumentReader`, once, before what follows it; if it is not, it is
/// passed over.
package struct YAMLNode: Sendable {
    package enum Content: Sendable {
        case scalar(YAMLScalar)
        /// A sequence; its items have not been read.
        case sequence
        /// A mapping; its keys have not been read.
        case mapping
        /// Something that was refused and reported.
        case refused
    }

    package let content: Content
    package let subject: NodeSubject
    package let position: TextPosition
    /// How many columns it covers: all of a scalar of one line, else 1.
    package let length: Int
    /// How many lines a scalar runs over, at least 1.
    let lineCount: Int

    init(_ content: Content, subject: NodeSubject, event: YAMLEvent) {
        self.content = content
        self.subject = subject
        position = event.start
        lineCount = event.end.line - event.start.line + 1
        length = lineCount == 1 ? max(1, event.end.column - event.start.column) : 1
    }

    /// The column of the text's first character; nil where its characters are not those of the file.
    var textColumn: Int? {
        guard case .scalar(let scalar) = content, lineCount == 1 else { return nil }
        switch length - scalar.text.unicodeScalars.count {
        case 0: return position.column
        case 2: return position.column + 1
        default: return nil
        }
    }

    /// The text of a scalar; nil for every other kind of node.
    package var text: String? {
        guard case .scalar(let scalar) = content else { return nil }
        return scalar.text
    }

    var kind: String {
        switch content {
        case .scalar(let scalar): scalar.isNull ? (scalar.text.isEmpty ? "empty" : "null") : "a single value"
        case .sequence: "a sequence"
        case .mapping: "a mapping"
        case .refused: "an alias"
        }
    }
}

/// What a node is called in a message.
package enum NodeSubject: Hashable, Sendable, CustomStringConvertible {
    case document
    case value(ofKey: String)
    /// One of the items of a sequence, which is named by its key.
    case item(of: String)

    package var description: String {
        switch self {
        case .document: "the document"
        case .value(let key): SanitizedText.quoted(key)
        case .item(let sequence): "an item of \(SanitizedText.quoted(sequence))"
        }
    }

    /// How the node can be got rid of, for a help.
    var removal: String {
        switch self {
        case .document: "give the document some content"
        case .value: "remove the key"
        case .item: "remove the item"
        }
    }

    /// What the items are called when the node is a sequence.
    var items: NodeSubject {
        switch self {
        case .document: .item(of: "the document")
        case .value(let key): .item(of: key)
        case .item(let sequence): .item(of: sequence)
        }
    }
}
