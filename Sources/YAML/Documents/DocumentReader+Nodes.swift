import Support

extension DocumentReader {
    /// Enters a mapping; nil when the node is something else, which is reported.
    package func mapping<Key: MappingKey>(_ node: YAMLNode, of keys: Key.Type) -> MappingReader<Key>? {
        if case .mapping = node.content { return MappingReader(reader: self, node: node, depth: depth) }
        let known = Key.allCases.map(\.rawValue).joined(separator: ", ")
        reportKind(of: node, expected: "a mapping", help: Self.help(for: node, dueKeys: known))
        return nil
    }

    /// Enters a sequence; nil when the node is something else, which is reported.
    package func sequence(_ node: YAMLNode) -> SequenceReader? {
        if case .sequence = node.content {
            return SequenceReader(reader: self, subject: node.subject.items, depth: depth)
        }
        reportKind(of: node, expected: "a sequence", help: Self.helpForSequence(node))
        return nil
    }

    /// Reads a scalar's text by a grammar; nil when it is no scalar, or not of the grammar, which is reported.
    package func value<Grammar: ValueGrammar>(_ node: YAMLNode, as grammar: Grammar) -> Grammar.Value? {
        guard case .scalar(let scalar) = node.content else {
            reportKind(of: node, expected: "a single value", help: Self.helpForValue(node))
            return nil
        }
        if scalar.isNull {
            let problem = scalar.text.isEmpty ? "is empty" : "is \(scalar.text), which is nothing in YAML"
            let advice = scalar.text.isEmpty ? "give it a value" : "quote it"
            report(.noValue, at: node, "\(node.subject) \(problem)", help: "\(advice), or \(node.subject.removal)")
            return nil
        }
        if grammar.allowsSeveralLines, refuseTemplate(scalar.text, at: node) { return nil }
        if scalar.style == .plain, node.lineCount > 1, !grammar.allowsSeveralLines {
            reportSeveralLines(scalar.text, at: node)
            return nil
        }
        do {
            let value = try grammar.value(of: scalar.text)
            if grammar.isName, scalar.style == .plain { warnOfOtherReadings(scalar.text, at: node) }
            return value
        } catch {
            if refuseTemplate(scalar.text, at: node) { return nil }
            report(error.code, at: node, "\(node.subject) \(error.problem)", help: error.help)
            return nil
        }
    }

    /// Reports a node that is of another kind than its place asks for, unless it was refused.
    package func reportKind(of node: YAMLNode, expected: String, help: String? = nil) {
        if case .refused = node.content { return }
        report(.wrongKind, at: node, "\(node.subject) must be \(expected) (is \(node.kind))", help: help)
    }

    /// What to write where a mapping is due, which has these keys.
    private static func help(for node: YAMLNode, dueKeys: String) -> String? {
        let keys = dueKeys.isEmpty ? "its keys" : "of the keys \(dueKeys)"
        return switch node.content {
        case .sequence: "write it without '- ' and brackets, \(keys) directly below it"
        case .scalar, .mapping: "write it as 'key: value', \(keys)"
        case .refused: nil
        }
    }

    private static func helpForSequence(_ node: YAMLNode) -> String? {
        switch node.content {
        case .scalar(let scalar) where scalar.isNull: "write its items below it, each after '- '"
        case .scalar(let scalar) where scalar.text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit }:
            "put it into brackets: [\(scalar.text)]; or write each item after '- '"
        case .scalar: "put it into brackets: [value]; or write each item after '- '"
        case .mapping: "write '- ' before the first key of each item"
        case .sequence, .refused: nil
        }
    }

    private static func helpForValue(_ node: YAMLNode) -> String? {
        switch node.content {
        case .sequence: "write the one value, without '- ' and brackets"
        case .mapping: "write the one value; a text that holds ': ' or braces has to be quoted"
        case .scalar, .refused: nil
        }
    }

    /// Makes the node that an event begins; tags, and aliases that cannot be followed, are reported.
    func node(_ event: YAMLEvent, subject: NodeSubject) -> YAMLNode {
        let content: YAMLNode.Content =
            switch event.content {
            case .scalar(let scalar): .scalar(scalar)
            case .sequenceStart: .sequence
            case .mappingStart: .mapping
            case .alias: .refused
            case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
                // The callers take these out: no node begins with them.
                preconditionFailure("no node begins with \(event.content)")
            }
        let node = YAMLNode(content, subject: subject, event: event)
        if case .alias(let name) = event.content { report(replay.problem(of: name), ofAlias: name, at: node) }
        if let tag = event.content.properties.tag {
            let message = "tags (\(SanitizedText.quoted(tag))) are not supported"
            report(.tag, at: node.position, message, help: "remove the tag: the key says what its value is")
        }
        return node
    }

    /// Reports a text that asks for an environment variable, and returns whether it does.
    private func refuseTemplate(_ text: String, at node: YAMLNode) -> Bool {
        guard text.contains("${") else { return false }
        let message = "\(node.subject) asks for a variable (is \(SanitizedText.quoted(text)))"
        report(.template, at: node, message, help: "environment variables are not put in: write the value out")
        return true
    }

    /// Reports a plain value that YAML has folded out of several lines, which no one means.
    private func reportSeveralLines(_ text: String, at node: YAMLNode) {
        let message = "\(node.subject) runs over \(node.lineCount) lines and reads as \(SanitizedText.quoted(text))"
        let help =
            text.contains(" -")
            ? "this looks like several list items: give each '-' the same indentation"
            : "begin the next line with '-' or a key, at the indentation of its siblings"
        report(.severalLines, at: node, message, help: help)
    }

    /// Warns of a name that other tools, such as the one that may write the file next, take for something else.
    private func warnOfOtherReadings(_ text: String, at node: YAMLNode) {
        guard let reading = PlainReading(of: text) else { return }
        let quote = SanitizedText.quoted(text)
        let message = "\(node.subject) is taken as the name \(quote): some YAML tools read this as \(reading.rawValue)"
        report(reading.code, at: node, message, help: "quote it")
    }
}

extension DocumentReader {
    package func report(
        _ code: DiagnosticCode,
        at node: YAMLNode,
        _ message: String,
        related: RelatedPlace? = nil,
        help: String? = nil
    ) {
        var help = help
        if code.severity == .error, let invisible = node.text.flatMap({ InvisibleCharacter(in: $0) }) {
            help = invisible.help(textColumn: node.textColumn)
        }
        report(code, at: node.position, message, length: node.length, related: related, help: help)
    }

    /// Reports a problem of a place of the file, or of another `file`; codes that begin with `W` are warnings.
    ///
    /// With `isOfReadText` it is told also when the text has turned out to be no YAML behind the place.
    package func report(
        _ code: DiagnosticCode,
        at position: TextPosition,
        _ message: String,
        length: Int = 1,
        related: RelatedPlace? = nil,
        help: String? = nil,
        file: String? = nil,
        isOfReadText: Bool = false
    ) {
        let diagnostic = Diagnostic(
            severity: code.severity,
            code: code,
            message: message,
            file: file ?? self.file,
            position: position,
            length: length,
            related: related,
            help: help
        )
        add(diagnostic, isOfReadText: isOfReadText)
    }

    func report(_ problem: AliasProblem, ofAlias name: String, at node: YAMLNode) {
        let alias = SanitizedText.quoted("*\(name)")
        switch problem {
        case .unknown:
            report(
                .unknownAlias,
                at: node,
                "the alias \(alias) has no anchor \(SanitizedText.quoted("&\(name)")) before it",
                help: "anchor the value that it repeats, or quote a text that begins with '*'"
            )
        case .inside(let anchor), .redefined(let anchor):
            report(
                .selfReference,
                at: node,
                "the alias \(alias) is inside the value that it repeats",
                related: RelatedPlace("which begins here", at: anchor, length: name.unicodeScalars.count + 1),
                help: "write the value out"
            )
        case .tooMuch: preconditionFailure("an alias that repeats too much ends the file")
        }
    }

    func report(_ problem: AliasProblem, ofAnchor event: YAMLEvent) {
        let name = event.content.properties.anchor ?? ""
        let anchor = SanitizedText.quoted("&\(name)")
        let position = event.start
        let length = name.unicodeScalars.count + 1
        switch problem {
        case .redefined(let mark), .inside(let mark):
            let related = RelatedPlace("first given here", at: mark, length: length)
            let message = "the anchor \(anchor) is given twice"
            report(
                .repeatedAnchor,
                at: position,
                message,
                length: length,
                related: related,
                help: "give it another name"
            )
        case .tooMuch, .unknown:
            report(.limit, at: position, "there are too many anchors", length: length, help: "write the values out")
        }
    }
}
