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

extension ManifestSchema {
    /// The schema of `metadata`.
    static var metadata: SchemaNode {
        .mapping(MetadataKey.self) { key in
            switch key {
            case .name:
                .word.describing("The lock, the report and the confirmation word; the file's name without it.")
            case .owner: .freeText.describing("Who answers for the clean-up.")
            case .ticket: .freeText.describing("Where the clean-up was asked for.")
            case .description: .freeText.describing("What the clean-up is for.")
            case .labels: labels.describing("Your own labels, copied to reports.")
            }
        }
    }

    /// The schema of `metadata.labels`, whose keys are the author's.
    private static var labels: SchemaNode {
        let pattern = "^[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?$"
        return SchemaNode([
            ("type", .text("object")),
            ("additionalProperties", .flag(false)),
            ("patternProperties", .object([(pattern, SchemaNode.freeText.value)])),
            ("maxProperties", .number(ManifestReader.maximumLabels)),
        ])
    }

    /// The schema of `target`.
    static var target: SchemaNode {
        .mapping(TargetKey.self) { key in
            switch key {
            case .account: .account.describing("The twelve digits of the account, in quotes.")
            case .region: .word.describing("The region; without it that of the flag, the environment or the profile.")
            }
        }
    }

    /// The schema of `guards`.
    static var guards: SchemaNode {
        .mapping(GuardsKey.self) { key in
            switch key {
            case .maxLoops:
                .count.describing("How many loops there may be; more refuse the run before anything is changed.")
            case .maxStops:
                .count.describing(
                    "How many loops may be stopped: people may be working on them. "
                        + "More refuse the run before anything is changed."
                )
            case .maxMissing:
                .countLimit.describing(
                    "How many of the loops may be missing: a count or a share. "
                        + "More refuse the run before anything is changed; by default ten or more that are all missing do."
                )
            case .minAge:
                .duration.describing(
                    "How old a loop must be, such as 1h; a younger one is refused, the others are not."
                )
            case .maxFailures:
                .countLimit.describing(
                    "How many loops may fail: a count or a share. After more, nothing new is started; what was done stays."
                )
            case .protect:
                protect.describing(
                    "Loops that are never touched, whatever the manifest says: each is refused, the others are not."
                )
            }
        }
    }

    /// The schema of `guards.protect`.
    static var protect: SchemaNode {
        .mapping(ProtectKey.self) { key in
            switch key {
            case .names:
                .list(.namePattern).describing("Patterns of names: '*' stands for any characters, '?' for one.")
            case .flowDefinitions:
                .list(.flowDefinitionARN)
                    .describing("ARNs of flow definitions; a loop whose flow definition is not told is refused too.")
            }
        }
    }

    /// The schema of `execution`.
    static var execution: SchemaNode {
        .mapping(ExecutionKey.self) { key in
            switch key {
            case .concurrency: .concurrency.describing("How many calls may be in flight at once; 32 by default.")
            case .rate:
                .rate.describing("How many calls a second each operation may make at the most; found by itself.")
            case .retry: retry.describing("How often what came to nothing is tried again for one loop.")
            case .stopWait: stopWait.describing("How a loop that is stopping is waited for.")
            case .deadline: .positiveDuration.describing("How long the whole run may take, such as 2h.")
            }
        }
    }

    /// The schema of `execution.retry`.
    static var retry: SchemaNode {
        .mapping(RetryKey.self) { key in
            switch key {
            case .maxAttempts:
                .attempts.describing(
                    "How often the stop, or the delete, of one loop may come to nothing; 8 by default."
                )
            case .maxBackoff: .positiveDuration.describing("The longest delay before the next try; 20s by default.")
            }
        }
    }

    /// The schema of `execution.stopWait`.
    static var stopWait: SchemaNode {
        .mapping(StopWaitKey.self) { key in
            switch key {
            case .timeout: .duration.describing("How long one loop is waited for; 30m by default, 0s looks once.")
            case .pollInitial: .positiveDuration.describing("The shortest time between two looks; 2s by default.")
            case .pollMax: .positiveDuration.describing("The longest time between two looks; 2m by default.")
            }
        }
    }
}
