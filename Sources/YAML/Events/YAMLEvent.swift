/// One step through a YAML stream, and where in the text it was found.
package struct YAMLEvent: Hashable, Sendable {
    package var content: YAMLEventContent
    package var start: TextPosition
    /// Where it ends: the place after its last character.
    package var end: TextPosition
}

/// What a YAML stream tells of, one step at a time; starts and ends are always balanced.
package enum YAMLEventContent: Hashable, Sendable {
    case streamStart
    /// The stream is over; no event follows.
    case streamEnd
    case documentStart(YAMLDocumentStart)
    /// A document is over; it is explicit when `...` ends it.
    case documentEnd(isImplicit: Bool)
    /// A node is repeated by the name of its anchor.
    case alias(String)
    case scalar(YAMLScalar)
    case sequenceStart(YAMLNodeProperties)
    case sequenceEnd
    /// A mapping begins; keys and values follow in turn.
    case mappingStart(YAMLNodeProperties)
    case mappingEnd
}

extension YAMLEventContent {
    /// Whether a node begins here, also one that is repeated.
    var beginsNode: Bool {
        switch self {
        case .scalar, .alias, .sequenceStart, .mappingStart: true
        case .sequenceEnd, .mappingEnd, .streamStart, .streamEnd, .documentStart, .documentEnd: false
        }
    }

    /// What stands before the node that begins here.
    var properties: YAMLNodeProperties {
        switch self {
        case .scalar(let scalar): scalar.properties
        case .sequenceStart(let properties), .mappingStart(let properties): properties
        case .alias, .sequenceEnd, .mappingEnd, .streamStart, .streamEnd, .documentStart, .documentEnd:
            YAMLNodeProperties()
        }
    }

    /// How many collections more are open after it than before: -1, 0 or 1.
    package var depthChange: Int {
        switch self {
        case .sequenceStart, .mappingStart: 1
        case .sequenceEnd, .mappingEnd: -1
        case .streamStart, .streamEnd, .documentStart, .documentEnd, .alias, .scalar: 0
        }
    }
}

/// What stands before the content of a document.
package struct YAMLDocumentStart: Hashable, Sendable {
    /// Whether the document begins without `---`.
    package var isImplicit = true
    /// Whether a `%YAML` directive is there.
    package var hasVersionDirective = false
    /// Whether a `%TAG` directive is there.
    package var hasTagDirectives = false
}

/// What may stand before a node: an anchor to repeat it by, and a tag that names its type.
package struct YAMLNodeProperties: Hashable, Sendable {
    /// The anchor's name without `&`; nil when there is none.
    package var anchor: String?
    /// The tag with its handle resolved, such as `tag:yaml.org,2002:str`; nil when there is none.
    package var tag: String?
}

/// A scalar as it is written: its text without quotes and escapes, and never a guess at its type.
package struct YAMLScalar: Hashable, Sendable {
    /// The text; it may be empty and may hold any character, NUL too.
    package var text: String
    package var style = YAMLScalarStyle.plain
    package var properties = YAMLNodeProperties()
}

extension YAMLScalar {
    /// Whether YAML would read the scalar as nothing: it is plain, and empty, `~` or `null`.
    var isNull: Bool {
        // Nearly every scalar is longer than any of these.
        guard style == .plain, text.utf8.count <= 4 else { return false }
        switch text {
        case "", "~", "null", "Null", "NULL": return true
        default: return false
        }
    }

    /// Whether nothing at all is written: a document of it holds nothing.
    var isNothing: Bool { text.isEmpty && style == .plain && properties == YAMLNodeProperties() }
}

/// How a scalar is written in its file.
package enum YAMLScalarStyle: Hashable, Sendable, CaseIterable {
    /// Without quotes: the only style in which YAML would guess a type.
    case plain
    /// Between `'`.
    case singleQuoted
    /// Between `"`, with escapes.
    case doubleQuoted
    /// After `|`, line breaks kept.
    case literal
    /// After `>`, line breaks folded.
    case folded
}
