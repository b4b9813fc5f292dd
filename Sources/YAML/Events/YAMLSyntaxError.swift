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
    package var problemMark: TextPosition
    /// What was being read, in libyaml's words; nil when it does not say.
    package var context: String?
    /// Where what was being read begins; nil without a context.
    package var contextMark: TextPosition?
    /// The character at which reading stopped; nil at the end of the stream.
    package var character: Unicode.Scalar?
    /// The offset of the first bad byte from the start of the stream; nil for all but the reader's errors.
    ///
    /// It may lie within a character that began well; `problemMark` is where that character begins.
    package var byteOffset: Int?
}

extension YAMLSyntaxError {
    /// What the error means for a person who never read libyaml's source.
    package func diagnostic(file: String) -> Diagnostic {
        var diagnostic = Diagnostic(
            code: stage == .reader ? .encoding : .syntax,
            message: problem,
            file: file,
            position: problemMark
        )
        switch stage {
        case .reader: explainBytes(&diagnostic)
        case .scanner, .parser:
            if let explanation {
                (diagnostic.message, diagnostic.help) = explanation
            } else {
                explainStructure(&diagnostic)
            }
        case .json:
            if let context, let contextMark { diagnostic.related = RelatedPlace(context, at: contextMark) }
        case .memory: break
        }
        return diagnostic
    }

    private func explainBytes(_ diagnostic: inout Diagnostic) {
        let place = byteOffset.map { " (byte \($0 + 1) of the file)" } ?? ""
        // Every other byte of ASCII in UTF-16 is zero.
        let isZeroAtStart = character == "\0" && (byteOffset ?? .max) < 2
        switch problem {
        case _ where isZeroAtStart, "UTF-16 is not supported":
            diagnostic.message = "the file is UTF-16"
            diagnostic.help = "save it as UTF-8"
        case "control characters are not allowed":
            let character = character.map { ": \(InvisibleCharacter($0).name)" } ?? ""
            diagnostic.message = "control characters are not allowed in YAML\(character)\(place)"
        default:
            diagnostic.message = "the file is not UTF-8: \(problem)\(place)"
        }
    }

    /// What the errors that people make mean, and what to do about them; nil for libyaml's other errors.
    private var explanation: (message: String, help: String?)? {
        switch problem {
        case "found character that cannot start any token" where character == "\t",
            "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return ("tabs cannot indent YAML", "use spaces")
        case "found character that cannot start any token":
            let character = character.map { SanitizedText.quoted(String($0)) } ?? "this character"
            return ("a plain value cannot begin with \(character)", "quote the value")
        case "mapping values are not allowed in this context":
            return ("a ':' cannot stand here", "quote the value if the ':' is part of it, or begin a new line")
        case "block sequence entries are not allowed in this context":
            let help = "begin the list on the next line, or quote the value if the '-' is part of it"
            return ("a list cannot begin in the middle of a line", help)
        case "found unknown escape character":
            let help = "write '\\\\' for a backslash, or use single quotes"
            return ("this escape is not known between double quotes", help)
        case "found incompatible YAML document":
            return ("this version of YAML is not supported", "remove the line with '%YAML'")
        case "did not find expected <document start>":
            return ("the document has ended before this line", "indent the line like its siblings")
        case "did not find expected node content": return ("a value is missing here", nil)
        default: return nil
        }
    }

    /// Explains errors that have to do with something that began before.
    private func explainStructure(_ diagnostic: inout Diagnostic) {
        guard let context, let opened = contextMark else { return }
        switch (problem, context) {
        case ("found unexpected end of stream", "while scanning a quoted scalar"),
            ("found unexpected document indicator", "while scanning a quoted scalar"):
            diagnostic.message = "the quote that is opened here is never closed"
            diagnostic.position = opened
        case ("did not find expected alphabetic or numeric character", _):
            diagnostic.message = "a plain value cannot begin with '*' or '&'"
            diagnostic.position = opened
            diagnostic.help = "quote the value"
        case ("could not find expected ':'", _):
            diagnostic.message = "this line is neither a key with ':' nor a list item"
            diagnostic.position = opened
        case ("did not find expected key", _):
            diagnostic.message = "no key can begin here: the keys of this mapping begin in column \(opened.column)"
            diagnostic.help = "give the line the indentation of its siblings, and each key a ':'"
            diagnostic.related = RelatedPlace("the mapping begins here", at: opened)
        case ("did not find expected '-' indicator", _):
            diagnostic.message =
                "no list item can begin here: the items of this list begin with '-' in column \(opened.column)"
            diagnostic.related = RelatedPlace("the list begins here", at: opened)
        case ("did not find expected ',' or ']'", _):
            diagnostic.message = "a ',' or ']' is missing here"
            diagnostic.related = RelatedPlace("the '[' is opened here", at: opened)
        case ("did not find expected ',' or '}'", _):
            diagnostic.message = "a ',' or '}' is missing here"
            diagnostic.related = RelatedPlace("the '{' is opened here", at: opened)
        default:
            diagnostic.message = "\(problem) \(context)"
        }
    }
}
