import YAML

/// The JSON Schema (draft-07) of a manifest, for editors: made from the keys that the decoder reads.
package enum ManifestSchema {
    package static var text: String { root.value.rendered() + "\n" }

    static var root: SchemaNode {
        let head = SchemaNode([
            ("$schema", .text("http://json-schema.org/draft-07/schema#")),
            ("title", .text("loopsweep manifest, \(ManifestReader.apiVersion)")),
            ("description", .text("Which human loops of Amazon Augmented AI are removed, and on which conditions.")),
        ])
        let body = SchemaNode.mapping(ManifestKey.self, requiring: [.apiVersion, .kind])
        return SchemaNode(
            head.keywords + body.keywords + [
                (key: "anyOf", value: .list([ManifestKey.loops, .loopsFrom, .select].map(filled))),
                (key: "dependencies", value: .object([(ManifestKey.select.rawValue, bounded)])),
            ]
        )
    }

    /// What holds of a document in which a key is a list with items.
    private static func filled(_ key: ManifestKey) -> SchemaValue {
        .object([
            ("required", .list([.text(key.rawValue)])),
            ("properties", .object([(key.rawValue, .object([("minItems", .number(1))]))])),
        ])
    }

    /// What holds of a document with rules: there is a bound on what they find.
    private static var bounded: SchemaValue {
        let guards = SchemaValue.object([("required", .list([.text(GuardsKey.maxLoops.rawValue)]))])
        return .object([
            ("required", .list([.text(ManifestKey.guards.rawValue)])),
            ("properties", .object([(ManifestKey.guards.rawValue, guards)])),
        ])
    }
}
