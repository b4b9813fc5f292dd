import Support

/// What makes a text no YAML, in libyaml's words, or no JSON.
package struct YAMLSyntaxError: Error, Hashable, Sendable {
    package enum Stage: Hashable, Sendable {
        /// Bytes could not be made characters: bad UTF-8, a character that YAML forbids, UTF-16.
        case reader
        /// Characters could not be made tokens.
        case scanner
        /// Tokens could not be made events.
        case parser
        /// Characters are no JSON; the problem is told for a person already.
        case json
        case memory
    }

    package var stage: Stage
    /// What is wrong, in libyaml's words.
    package var problem: String
    /// Where it is wrong; what is missing at the end of the stream is missed there.
    package var problemMark: YAMLMark
    /// What was being read, in libyaml's words; nil when it does not say.
    package var context: String?
    /// Where what was being read begins; nil without a context.
    package var contextMark: YAMLMark?
    /// The character at which reading stopped; nil at the end of the stream and for the reader's errors.
    package var character: Unicode.Scalar?
    /// The offset of the first bad byte from the start of the stream; nil for all but the reader's errors.
    ///
    /// It may lie within a character that began well; `problemMark` is where that character begins.
    package var byteOffset: Int?
}

extension YAMLSyntaxError {
    package func diagnostic(file: String) -> Diagnostic {
        let explanation = SyntaxExplanation(self)
        return Diagnostic(
            code: stage == .reader ? .encoding : .syntax,
            message: explanation.message,
            file: file,
            position: TextPosition(explanation.mark),
            related: explanation.related,
            help: explanation.help
        )
    }
}

/// What a syntax error means for a person who never read libyaml's source.
struct SyntaxExplanation {
    var message: String
    var mark: YAMLMark
    var related: RelatedPlace?
    var help: String?

    init(_ error: YAMLSyntaxError) {
        self.init(error.problem, at: error.problemMark)
        switch error.stage {
        case .reader: explainBytes(error)
        case .scanner, .parser: explainText(error)
        case .json:
            guard let context = error.context, let mark = error.contextMark else { break }
            related = RelatedPlace(context, at: TextPosition(mark))
        case .memory: break
        }
    }

    private init(_ message: String, at mark: YAMLMark, help: String? = nil) {
        self.message = message
        self.mark = mark
        self.help = help
    }

    private mutating func explainBytes(_ error: YAMLSyntaxError) {
        let place = error.byteOffset.map { " (byte \($0 + 1) of the file)" } ?? ""
        switch error.problem {
        case "UTF-16 is not supported":
            message = "the file is UTF-16"
            help = "save it as UTF-8"
        case "control characters are not allowed":
            message = "control characters are not allowed in YAML\(place)"
        default:
            message = "the file is not UTF-8: \(error.problem)\(place)"
        }
    }

    /// Explains why characters are no YAML, for the errors that people make; libyaml's own words for the others.
    private mutating func explainText(_ error: YAMLSyntaxError) {
        switch error.problem {
        case "found character that cannot start any token" where error.character == "\t",
            "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            message = "tabs cannot indent YAML"
            help = "use spaces"
        case "found character that cannot start any token":
            let character = error.character.map { SanitizedText.quoted(String($0)) } ?? "this character"
            message = "a plain value cannot begin with \(character)"
            help = "quote the value"
        case "mapping values are not allowed in this context":
            message = "a ':' cannot stand here"
            help = "quote the value if the ':' is part of it, or begin a new line"
        case "block sequence entries are not allowed in this context":
            message = "a list cannot begin in the middle of a line"
            help = "begin the list on the next line, or quote the value if the '-' is part of it"
        case "found unknown escape character":
            message = "this escape is not known between double quotes"
            help = "write '\\\\' for a backslash, or use single quotes"
        case "found incompatible YAML document":
            message = "this version of YAML is not supported"
            help = "remove the line with '%YAML'"
        case "did not find expected <document start>":
            message = "the document has ended before this line"
            help = "indent the line like its siblings"
        case "did not find expected node content":
            message = "a value is missing here"
        default:
            explainStructure(error)
        }
    }

    /// Explains errors that have to do with something that began before.
    private mutating func explainStructure(_ error: YAMLSyntaxError) {
        guard let context = error.context, let contextMark = error.contextMark else { return }
        let opened = TextPosition(contextMark)
        switch (error.problem, context) {
        case ("found unexpected end of stream", "while scanning a quoted scalar"),
            ("found unexpected document indicator", "while scanning a quoted scalar"):
            message = "the quote that is opened here is never closed"
            mark = contextMark
        case ("did not find expected alphabetic or numeric character", _):
            message = "a plain value cannot begin with '*' or '&'"
            mark = contextMark
            help = "quote the value"
        case ("could not find expected ':'", _):
            message = "this line is neither a key with ':' nor a list item"
            mark = contextMark
        case ("did not find expected key", _):
            message = "no key can begin here: the keys of this mapping begin in column \(opened.column)"
            help = "give the line the indentation of its siblings, and each key a ':'"
            related = RelatedPlace("the mapping begins here", at: opened)
        case ("did not find expected '-' indicator", _):
            message = "no list item can begin here: the items of this list begin with '-' in column \(opened.column)"
            related = RelatedPlace("the list begins here", at: opened)
        case ("did not find expected ',' or ']'", _):
            message = "a ',' or ']' is missing here"
            related = RelatedPlace("the '[' is opened here", at: opened)
        case ("did not find expected ',' or '}'", _):
            message = "a ',' or '}' is missing here"
            related = RelatedPlace("the '{' is opened here", at: opened)
        default:
            message = "\(error.problem) \(context)"
        }
    }
}
