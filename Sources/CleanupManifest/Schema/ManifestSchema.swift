import YAML

/// The JSON Schema (draft-07) of a manifest, for editors: made from the keys that the decoder reads.
package enum ManifestSchema {
    /// The schema as a file.
    package static var text: String { root.value.rendered() + "\n" }

    /// The schema of one document.
    static var root: SchemaNode {
        let head = SchemaNode([
            ("$schema", .text("http://json-schema.org/draft-07/schema#")),
            ("title", .text("loopsweep manifest, \(ManifestReader.apiVersion)")),
            ("description", .text("Which human loops of Amazon Augmented AI are removed, and on which conditions.")),
        ])
        let body = SchemaNode.mapping(ManifestKey.self, requiring: [.apiVersion, .kind], property)
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

    /// The schema of one section.
    private static func property(_ key: ManifestKey) -> SchemaNode {
        switch key {
        case .apiVersion:
            SchemaNode([("const", .text(ManifestReader.apiVersion))]).describing("The version of the language.")
        case .kind: SchemaNode([("const", .text(ManifestReader.kind))]).describing("The kind of document.")
        case .metadata: metadata.describing("What the manifest is called, and what people should know of it.")
        case .target:
            target.describing("The account and region of all the loops; every loop described is compared with them.")
        case .defaults: defaults.describing("What all loops share; one loop, list or rule may say otherwise.")
        case .guards:
            guards.describing(
                "Limits: minAge and protect refuse a loop; maxLoops, maxStops and maxMissing refuse the run before anything "
                    + "is changed; after maxFailures nothing new is started."
            )
        case .execution: execution.describing("How fast, and for how long, the run works.")
        case .loops:
            SchemaNode.list(loop).describing("The loops to remove: names, ARNs, or mappings that say more.")
        case .loopsFrom: SchemaNode.list(list).describing("Files that name more loops.")
        case .select:
            SchemaNode.list(rule)
                .describing("Rules that find loops when the plan is made; guards.maxLoops must bound them.")
        }
    }
}
