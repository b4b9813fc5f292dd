/// One step through a YAML stream, and where in the text it was found.
package struct YAMLEvent: Hashable, Sendable {
    /// What was found.
    package var content: YAMLEventContent
    /// Where it begins.
    package var start: YAMLMark
    /// Where it ends: the place after its last character.
    package var end: YAMLMark

    /// Makes an event from its parts.
    package init(_ content: YAMLEventContent, start: YAMLMark, end: YAMLMark) {
        self.content = content
        self.start = start
        self.end = end
    }
}

/// What a YAML stream tells of, one step at a time; starts and ends are always balanced.
package enum YAMLEventContent: Hashable, Sendable {
    /// The stream begins.
    case streamStart
    /// The stream is over; no event follows.
    case streamEnd
    /// A document begins.
    case documentStart(YAMLDocumentStart)
    /// A document is over; it is explicit when `...` ends it.
    case documentEnd(isImplicit: Bool)
    /// A node is repeated by the name of its anchor.
    case alias(String)
    /// A scalar, whole.
    case scalar(YAMLScalar)
    /// A sequence begins; its items follow.
    case sequenceStart(YAMLNodeProperties)
    /// The innermost sequence is over.
    case sequenceEnd
    /// A mapping begins; keys and values follow in turn.
    case mappingStart(YAMLNodeProperties)
    /// The innermost mapping is over.
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

    /// The anchor that a node is given; nil when it has none.
    var anchor: String? {
        switch self {
        case .scalar(let scalar): scalar.properties.anchor
        case .sequenceStart(let properties), .mappingStart(let properties): properties.anchor
        case .alias, .sequenceEnd, .mappingEnd, .streamStart, .streamEnd, .documentStart, .documentEnd: nil
        }
    }
}

/// What stands before the content of a document.
package struct YAMLDocumentStart: Hashable, Sendable {
    /// Whether the document begins without `---`.
    package var isImplicit: Bool
    /// Whether a `%YAML` directive is there.
    package var hasVersionDirective: Bool
    /// Whether a `%TAG` directive is there.
    package var hasTagDirectives: Bool

    /// Makes a start; by default there is nothing before the content.
    package init(isImplicit: Bool = true, hasVersionDirective: Bool = false, hasTagDirectives: Bool = false) {
        self.isImplicit = isImplicit
        self.hasVersionDirective = hasVersionDirective
        self.hasTagDirectives = hasTagDirectives
    }
}

/// What may stand before a node: an anchor to repeat it by, and a tag that names its type.
package struct YAMLNodeProperties: Hashable, Sendable {
    /// The anchor's name without `&`; nil when there is none.
    package var anchor: String?
    /// The tag with its handle resolved, such as `tag:yaml.org,2002:str`; nil when there is none.
    package var tag: String?

    /// Makes properties; by default there are none.
    package init(anchor: String? = nil, tag: String? = nil) {
        self.anchor = anchor
        self.tag = tag
    }
}

/// A scalar as it is written: its text without quotes and escapes, and never a guess at its type.
package struct YAMLScalar: Hashable, Sendable {
    /// The text; it may be empty and may hold any character, NUL too.
    package var text: String
    /// How the text is written.
    package var style: YAMLScalarStyle
    /// The anchor and tag before it.
    package var properties: YAMLNodeProperties

    /// Makes a scalar; by default a plain one without properties.
    package init(
        _ text: String,
        style: YAMLScalarStyle = .plain,
        properties: YAMLNodeProperties = YAMLNodeProperties()
    ) {
        self.text = text
        self.style = style
        self.properties = properties
    }
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
