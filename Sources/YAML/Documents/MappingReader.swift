import Support

/// Goes through the keys of one mapping, in the order of the file.
///
/// Keys that are unknown, repeated or not supported yet are reported and passed over, so that each key comes once at
/// most.
package struct MappingReader<Key: MappingKey> {
    let reader: DocumentReader
    let node: YAMLNode
    let depth: Int
    /// The keys met so far as they are written, and where.
    private(set) var seen: [(text: String, position: TextPosition)] = []

    /// Reads the next key and the beginning of its value, past what is left of the one before; nil when there is none.
    package mutating func next() -> MappingField<Key>? {
        while let event = reader.nextEvent(atDepth: depth) {
            let key = key(of: event)
            guard let value = reader.nextEvent(atDepth: depth) else { return nil }
            guard let key else { continue }
            let node = reader.node(value, subject: .value(ofKey: key.rawValue))
            return MappingField(key: key, position: event.start, value: node)
        }
        return nil
    }

    /// Reports which of the given keys the mapping does not have, once `next` has returned nil.
    package func require(_ keys: Key...) {
        for key in keys where !seen.contains(where: { $0.text == key.rawValue }) {
            reader.report(.missingKey, at: node, "\(SanitizedText.quoted(key.rawValue)) is missing")
        }
    }

    /// Finds the key that an event stands for; nil when its value is passed over, and what is wrong has been reported.
    private mutating func key(of event: YAMLEvent) -> Key? {
        let node = reader.node(event, subject: .document)
        guard case .scalar(let scalar) = node.content else {
            reportNonScalarKey(node)
            return nil
        }
        if scalar.text == "<<", scalar.style == .plain {
            reader.report(.mergeKey, at: node, "merge keys ('<<') are not supported", help: "write the keys out")
            return nil
        }
        let key = Key(rawValue: scalar.text)
        guard key != nil || Key.planned.contains(scalar.text) else {
            if !(Key.ignoresExtensions && scalar.text.hasPrefix("x-")) { reportUnknownKey(scalar.text, at: node) }
            return nil
        }
        if let first = seen.first(where: { $0.text == scalar.text }) {
            let related = RelatedPlace("first given here", at: first.position, length: node.length)
            let message = "\(SanitizedText.quoted(scalar.text)) is given twice"
            reader.report(.repeatedKey, at: node, message, related: related)
            return nil
        }
        seen.append((scalar.text, node.position))
        if key == nil {
            reader.report(.unsupportedKey, at: node, "\(SanitizedText.quoted(scalar.text)) is not supported yet")
        }
        return key
    }

    private func reportNonScalarKey(_ node: YAMLNode) {
        // An alias has been reported as such.
        if case .refused = node.content { return }
        reader.report(
            .nonScalarKey,
            at: node,
            "a key must be a single value (is \(node.kind))",
            help: "quote a text that begins with '{' or '['"
        )
    }

    private func reportUnknownKey(_ text: String, at node: YAMLNode) {
        let known = Key.allCases.map(\.rawValue)
        let message = "unknown key \(SanitizedText.quoted(text))"
        if let suggestion = Spelling.suggestion(for: text, among: known) {
            reader.report(.unknownKey, at: node, "\(message), did you mean '\(suggestion)'?")
        } else {
            let help = "the keys that may stand here are \(known.joined(separator: ", "))"
            reader.report(.unknownKey, at: node, message, help: help)
        }
    }
}

/// The keys that one kind of mapping may have: an enumeration whose raw values are the keys as written.
///
/// ```swift
/// enum TargetKey: String, MappingKey { case account, region }
/// ```
package protocol MappingKey: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// Whether keys that begin with `x-` are passed over; by default they are unknown.
    static var ignoresExtensions: Bool { get }
    /// Keys of later versions, refused as not supported yet; none by default.
    static var planned: Set<String> { get }
}

extension MappingKey {
    package static var ignoresExtensions: Bool { false }
    package static var planned: Set<String> { [] }
}

/// A key of a mapping with its value.
package struct MappingField<Key: MappingKey>: Sendable {
    package let key: Key
    package let position: TextPosition
    package let value: YAMLNode
}
