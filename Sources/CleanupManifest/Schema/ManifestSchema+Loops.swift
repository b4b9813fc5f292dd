extension ManifestSchema {
    /// The schema of `defaults`.
    static var defaults: SchemaNode { .mapping(SettingsKey.self, setting) }

    /// The schema of one setting, wherever it may stand.
    static func setting(_ key: SettingsKey) -> SchemaNode {
        switch key {
        case .reason: .freeText.describing("Why the loops are removed, in your words.")
        case .onInProgress:
            .keyword(InProgressPolicy.self).describing("A loop that workers may be working on: stop by default.")
        case .onCompleted: .keyword(TerminalPolicy.self).describing("A loop with all its answers: delete by default.")
        case .onFailed: .keyword(TerminalPolicy.self).describing("A loop that failed by itself: delete by default.")
        case .onMissing: .keyword(MissingPolicy.self).describing("A loop that is not there: ok by default.")
        case .expect: expectation.describing("What a loop must be; one that is not is refused, never deleted.")
        case .status:
            .list(.keyword(SelectableStatus.self), atLeast: 1)
                .describing("The statuses that a loop may have when it is first touched; one with another is kept.")
        }
    }

    /// The schema of `expect`.
    static var expectation: SchemaNode {
        .mapping(ExpectationKey.self) { key in
            switch key {
            case .flowDefinition: .flowDefinitionARN.describing("The ARN of the loop's flow definition.")
            case .createdAfter: .timestamp.describing("The loop was created at this moment or later.")
            case .createdBefore: .timestamp.describing("The loop was created before this moment.")
            }
        }
    }

    /// The schema of an item of `loops`.
    static var loop: SchemaNode {
        let names = [LoopKey.name, .arn].map { SchemaNode([("required", .list([.text($0.rawValue)]))]).value }
        return .any([.loopName, .loopARN, loopMapping.with("anyOf", .list(names))])
    }

    /// The schema of an item of `loops` that is a mapping.
    static var loopMapping: SchemaNode {
        .mapping(LoopKey.self) { key in
            switch key {
            case .name: .loopName.describing("The loop's name; quote one that YAML would take for something else.")
            case .arn: .loopARN.describing("The loop's ARN.")
            case .reason: setting(.reason)
            case .onInProgress: setting(.onInProgress)
            case .onCompleted: setting(.onCompleted)
            case .onFailed: setting(.onFailed)
            case .onMissing: setting(.onMissing)
            case .expect: setting(.expect)
            case .status: setting(.status)
            case .keptInstead: keptInstead.describing("This loop is a duplicate: the loop that is kept in its place.")
            }
        }
    }

    /// The schema of `keptInstead`.
    static var keptInstead: SchemaNode {
        .mapping(KeptInsteadKey.self, requiring: KeptInsteadKey.allCases) { key in
            switch key {
            case .name: .loopName.describing("The kept loop's name.")
            case .status: .keyword(SelectableStatus.self).describing("Its status when it was chosen.")
            case .creationTime: .timestamp.describing("When it was created.")
            }
        }
    }

    /// The schema of an item of `loopsFrom`.
    static var list: SchemaNode {
        let lines = SchemaValue.object([("const", .text(LoopListFormat.lines.rawValue))])
        let isLines = SchemaValue.object([("properties", .object([(LoopsFromKey.format.rawValue, lines)]))])
        let hasColumn = SchemaValue.object([("required", .list([.text(LoopsFromKey.column.rawValue)]))])
        return SchemaNode.mapping(LoopsFromKey.self, requiring: [.file, .format], listProperty)
            .with("if", isLines)
            .with("then", .object([("not", hasColumn)]))
    }

    /// The schema of one key of an item of `loopsFrom`.
    private static func listProperty(_ key: LoopsFromKey) -> SchemaNode {
        switch key {
        case .file: .path.describing("The file, relative to the manifest; '-' is standard input, once.")
        case .format:
            .keyword(LoopListFormat.self)
                .describing("How it is written: a name a line, CSV with a header, a JSON value a line, a JSON array.")
        case .column:
            .freeText.describing("The column or key with the names; \(LoopsFromDraft.defaultColumn) by default.")
        case .sha256: .digest.describing("The SHA-256 that the file must have.")
        case .reason: setting(.reason)
        case .onInProgress: setting(.onInProgress)
        case .onCompleted: setting(.onCompleted)
        case .onFailed: setting(.onFailed)
        case .onMissing: setting(.onMissing)
        case .expect: setting(.expect)
        case .status: setting(.status)
        }
    }

    /// The schema of an item of `select`.
    static var rule: SchemaNode {
        SchemaNode.mapping(SelectionKey.self, requiring: [.flowDefinition], ruleProperty)
            .with(
                "dependencies",
                .object([(SelectionKey.keep.rawValue, .list([.text(SelectionKey.duplicatesBy.rawValue)]))])
            )
    }

    /// The schema of one key of an item of `select`.
    private static func ruleProperty(_ key: SelectionKey) -> SchemaNode {
        switch key {
        case .flowDefinition: .flowDefinitionARN.describing("The ARN of the flow definition whose loops are listed.")
        case .status:
            .list(.keyword(SelectableStatus.self), atLeast: 1).describing("The statuses that a loop may have.")
        case .createdAfter: .timestamp.describing("The loop was created at this moment or later.")
        case .createdBefore: .timestamp.describing("The loop was created before this moment.")
        case .olderThan: .duration.describing("The loop is at least this old, such as 7d.")
        case .newerThan: .positiveDuration.describing("The loop is younger than this.")
        case .matching: .expression.describing("A regular expression (PCRE2) that is found in the loop's name.")
        case .duplicatesBy:
            .capturingExpression
                .describing("A regular expression (PCRE2): loops whose first capture is equal are duplicates.")
        case .keep: .keyword(DuplicateRule.Keep.self).describing("Which of the duplicates stays: oldest by default.")
        case .reason: setting(.reason)
        case .onInProgress: setting(.onInProgress)
        case .onCompleted: setting(.onCompleted)
        case .onFailed: setting(.onFailed)
        case .onMissing: setting(.onMissing)
        case .expect: setting(.expect)
        }
    }
}
