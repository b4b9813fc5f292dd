import Support

/// What a node is called in a message.
package enum NodeSubject: Hashable, Sendable, CustomStringConvertible {
    /// The root of the document.
    case document
    /// The value of a key.
    case value(ofKey: String)
    /// One of the items of a sequence, which is named by its key.
    case item(of: String)

    /// The words that begin a message.
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
