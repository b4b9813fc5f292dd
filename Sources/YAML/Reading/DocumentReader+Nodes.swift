import Support

extension DocumentReader {
    /// Enters a mapping.
    ///
    /// - Returns: nil when the node is something else, which is reported.
    package func mapping<Key: MappingKey>(_ node: YAMLNode, of keys: Key.Type) -> MappingReader<Key>? {
        switch node.content {
        case .mapping: return MappingReader(self, node: node, depth: currentDepth)
        case .refused: return nil
        case .scalar, .sequence:
            reportKind(of: node, expected: "a mapping")
            return nil
        }
    }

    /// Enters a sequence.
    ///
    /// - Returns: nil when the node is something else, which is reported.
    package func sequence(_ node: YAMLNode) -> SequenceReader? {
        switch node.content {
        case .sequence: return SequenceReader(self, subject: node.subject.items, depth: currentDepth)
        case .refused: return nil
        case .scalar, .mapping:
            reportKind(of: node, expected: "a sequence")
            return nil
        }
    }

    /// Reads a scalar's text by a grammar.
    ///
    /// - Returns: nil when the node is no scalar, or its text is not of the grammar, which is reported.
    package func value<Grammar: ValueGrammar>(_ node: YAMLNode, as grammar: Grammar) -> Grammar.Value? {
        switch node.content {
        case .scalar(let scalar): return value(scalar, of: node, as: grammar)
        case .refused: return nil
        case .sequence, .mapping:
            reportKind(of: node, expected: "a single value")
            return nil
        }
    }

    /// Reports a node that is of another kind than its place asks for.
    package func reportKind(of node: YAMLNode, expected: String) {
        report(.wrongKind, at: node, "\(node.subject) must be \(expected) (is \(node.kind))")
    }

    /// Makes the node that an event begins; tags, and aliases that cannot be followed, are reported.
    func node(_ event: YAMLEvent, subject: NodeSubject) -> YAMLNode {
        switch event.content {
        case .scalar(let scalar):
            let node = YAMLNode(.scalar(scalar), subject: subject, event: event)
            refuse(scalar.properties, at: node)
            return node
        case .sequenceStart(let properties):
            let node = YAMLNode(.sequence, subject: subject, event: event)
            refuse(properties, at: node)
            return node
        case .mappingStart(let properties):
            let node = YAMLNode(.mapping, subject: subject, event: event)
            refuse(properties, at: node)
            return node
        case .alias(let name):
            let node = YAMLNode(.refused, subject: subject, event: event)
            report(problem(ofAlias: name), ofAlias: name, at: node)
            return node
        case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
            // The callers take these out: no node begins with them.
            preconditionFailure("no node begins with \(event.content)")
        }
    }

    /// Reports a tag.
    private func refuse(_ properties: YAMLNodeProperties, at node: YAMLNode) {
        if let tag = properties.tag {
            let message = "tags (\(SanitizedText.quoted(tag))) are not supported"
            report(.tag, at: node.position, message, help: "remove the tag: the key says what its value is")
        }
    }

    /// Reads a scalar's text by a grammar, after what is wrong with any value.
    private func value<Grammar: ValueGrammar>(
        _ scalar: YAMLScalar,
        of node: YAMLNode,
        as grammar: Grammar
    ) -> Grammar.Value? {
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

    /// Reports a text that asks for an environment variable.
    ///
    /// - Returns: whether the text does.
    private func refuseTemplate(_ text: String, at node: YAMLNode) -> Bool {
        guard text.contains("${") else { return false }
        let message = "\(node.subject) asks for a variable (is \(SanitizedText.quoted(text)))"
        report(.template, at: node, message, help: "environment variables are not put in: write the value out")
        return true
    }

    /// Reports a plain value that YAML has folded out of several lines, which no one means.
    private func reportSeveralLines(_ text: String, at node: YAMLNode) {
        let message = "\(node.subject) runs over \(node.lineCount) lines and reads as \(SanitizedText.quoted(text))"
        let looksLikeItems = text.contains(" - ") || text.contains(" -")
        let help =
            looksLikeItems
            ? "this looks like several list items: give each '-' the same indentation"
            : "begin the next line with '-' or a key, at the indentation of its siblings"
        report(.severalLines, at: node, message, help: help)
    }

    /// Warns of a name that other tools, such as the one that may write the file next, take for something else.
    private func warnOfOtherReadings(_ text: String, at node: YAMLNode) {
        guard let reading = PlainReading(of: text) else { return }
        let quote = SanitizedText.quoted(text)
        let message = "\(node.subject) is taken as the name \(quote): some YAML tools read this as \(reading.title)"
        report(reading.code, at: node, message, help: "quote it")
    }
}
