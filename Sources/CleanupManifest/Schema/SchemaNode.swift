import YAML

/// The JSON Schema of one value of a manifest.
struct SchemaNode: Sendable {
    /// The keywords of the schema, in the order that they are written.
    var keywords: [(key: String, value: SchemaValue)]

    /// Makes a schema of its keywords.
    init(_ keywords: [(key: String, value: SchemaValue)]) {
        self.keywords = keywords
    }

    /// The schema as a value.
    var value: SchemaValue { .object(keywords) }

    /// The same schema with what its key is for in front.
    func describing(_ description: String) -> SchemaNode {
        SchemaNode([("description", .text(description))] + keywords)
    }

    /// The same schema with one more keyword.
    func with(_ key: String, _ value: SchemaValue) -> SchemaNode {
        SchemaNode(keywords + [(key, value)])
    }

    /// A text that matches a pattern.
    static func text(_ pattern: String) -> SchemaNode {
        SchemaNode([("type", .text("string")), ("pattern", .text(pattern))])
    }

    /// One of the words of an enumeration.
    static func keyword<Keyword>(_ type: Keyword.Type) -> SchemaNode
    where Keyword: RawRepresentable<String> & CaseIterable {
        SchemaNode([("type", .text("string")), ("enum", .list(type.allCases.map { .text($0.rawValue) }))])
    }

    /// A list of values of one kind.
    static func list(_ items: SchemaNode, atLeast minimum: Int = 0) -> SchemaNode {
        let list = SchemaNode([("type", .text("array")), ("items", items.value)])
        return minimum > 0 ? list.with("minItems", .number(minimum)) : list
    }

    /// A mapping with exactly the keys of the enumeration that reads it.
    static func mapping<Key: MappingKey>(
        _ keys: Key.Type,
        requiring required: [Key] = [],
        _ property: (Key) -> SchemaNode
    ) -> SchemaNode {
        var node = SchemaNode([
            ("type", .text("object")),
            ("additionalProperties", .flag(false)),
        ])
        if !required.isEmpty { node = node.with("required", .list(required.map { .text($0.rawValue) })) }
        if keys.ignoresExtensions { node = node.with("patternProperties", .object([("^x-", .object([]))])) }
        let properties = keys.allCases.map { (key: $0.rawValue, value: property($0).value) }
        return node.with("properties", .object(properties))
    }

    /// A value that any of the given schemas holds for.
    static func any(_ nodes: [SchemaNode]) -> SchemaNode {
        SchemaNode([("anyOf", .list(nodes.map(\.value)))])
    }
}
