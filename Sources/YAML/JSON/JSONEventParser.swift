/// Makes of a JSON text (RFC 8259) the events that the same text would be in YAML.
///
/// Strings are scalars between `"`; numbers, `true`, `false` and `null` are plain ones, as written. Nothing that the
/// RFC does not allow is read: no comments, no commas at the end, no half of a surrogate pair.
struct JSONEventParser {
    private enum State {
        case streamStart
        case documentStart
        case value
        /// A value, or the end of the array that has just begun.
        case firstItem
        /// A key, or the end of the object that has just begun.
        case firstKey
        case key
        case colon
        /// A comma or the end of what is open.
        case afterValue
        case streamEnd
        case done

        /// Whether a document has begun and not ended.
        var isInDocument: Bool {
            switch self {
            case .streamStart, .documentStart, .streamEnd, .done: false
            case .value, .firstItem, .firstKey, .key, .colon, .afterValue: true
            }
        }
    }

    private struct Opening {
        let isObject: Bool
        let mark: TextPosition

        var bracket: Unicode.Scalar { isObject ? "{" : "[" }
        var closing: Unicode.Scalar { isObject ? "}" : "]" }
    }

    var cursor: JSONCursor
    /// How many bytes of UTF-8 one string may have, and what happens to a longer one.
    let limits: YAMLLimits
    /// Whether there is one document, one on each line that is not blank, or one after the other.
    private let syntax: YAMLSyntax
    private var state = State.streamStart
    /// What is open, the innermost last.
    private var openings: [Opening] = []

    init(_ input: YAMLInput, _ limits: YAMLLimits, _ syntax: YAMLSyntax) {
        cursor = JSONCursor(input)
        self.limits = limits
        self.syntax = syntax
    }

    private var isByLine: Bool { syntax == .jsonLines }

    /// Parses one event, or throws when the text is no JSON or cannot be read; nil after the end of the stream.
    mutating func next() throws(YAMLReadError) -> YAMLEvent? {
        if state == .streamStart { try cursor.start() }
        try cursor.skipBlanks(inLine: isByLine && state.isInDocument)
        switch state {
        case .streamStart: return here(.streamStart, then: .documentStart)
        case .documentStart where cursor.current == nil: return here(.streamEnd, then: .done)
        case .documentStart: return here(.documentStart(YAMLDocumentStart()), then: .value)
        case .value: return try value()
        case .firstItem: return cursor.current == "]" ? try close() : try value()
        case .firstKey: return cursor.current == "}" ? try close() : try key()
        case .key: return try key()
        case .colon:
            guard cursor.current == ":" else { throw error("a ':' is missing after the key") }
            try cursor.advance()
            try cursor.skipBlanks(inLine: isByLine)
            return try value()
        case .afterValue: return try afterValue()
        case .streamEnd: return here(.streamEnd, then: .done)
        case .done: return nil
        }
    }

    /// Gives up the document of a line, and moves to the next line.
    mutating func skipLine(atMost limit: Int) throws(YAMLReadError) {
        (state, openings) = (.documentStart, [])
        try cursor.skipLine(atMost: limit)
    }

    func error(_ problem: String, at mark: TextPosition? = nil, opened: (note: String, mark: TextPosition)? = nil)
        -> YAMLReadError
    {
        .syntax(
            YAMLSyntaxError(
                stage: .json,
                problem: problem,
                problemMark: mark ?? cursor.mark,
                context: opened?.note,
                contextMark: opened?.mark,
                character: cursor.current
            )
        )
    }

    /// Makes an event of nothing but a place.
    private mutating func here(_ content: YAMLEventContent, then state: State) -> YAMLEvent {
        self.state = state
        return YAMLEvent(content: content, start: cursor.mark, end: cursor.mark)
    }

    private mutating func afterValue() throws(YAMLReadError) -> YAMLEvent {
        guard let opening = openings.last else {
            guard cursor.current == nil || syntax == .jsonSeries || isByLine && cursor.current == "\n" else {
                throw error(
                    isByLine ? "one line holds one value: this is a second one" : "the document has ended before this"
                )
            }
            let isLast = !isByLine && syntax != .jsonSeries
            return here(.documentEnd(isImplicit: true), then: isLast ? .streamEnd : .documentStart)
        }
        if cursor.current == opening.closing { return try close() }
        guard cursor.current == "," else {
            let note = "the '\(opening.bracket)' is opened here"
            throw error("a ',' or '\(opening.closing)' is missing here", opened: (note, opening.mark))
        }
        let comma = cursor.mark
        try cursor.advance()
        try cursor.skipBlanks(inLine: isByLine)
        if cursor.current == opening.closing { throw error("no ',' may stand before '\(opening.closing)'", at: comma) }
        return opening.isObject ? try key() : try value()
    }

    private mutating func key() throws(YAMLReadError) -> YAMLEvent {
        guard cursor.current == "\"" else {
            throw error(
                cursor.current == nil ? "the file ends where a key is missing" : "a key must be in double quotes"
            )
        }
        state = .colon
        return try string()
    }

    private mutating func value() throws(YAMLReadError) -> YAMLEvent {
        switch cursor.current {
        case "{": return try open(.mappingStart(YAMLNodeProperties()), isObject: true)
        case "[": return try open(.sequenceStart(YAMLNodeProperties()), isObject: false)
        case "\"":
            state = .afterValue
            return try string()
        case "-", ("0"..."9")?:
            state = .afterValue
            return try number()
        case ("a"..."z")?, ("A"..."Z")?:
            state = .afterValue
            return try word()
        case nil: throw error("the file ends where a value is missing")
        case "'": throw error("strings have double quotes in JSON")
        case "/", "#": throw error("JSON has no comments")
        default: throw error("a value is missing here")
        }
    }

    private mutating func open(_ content: YAMLEventContent, isObject: Bool) throws(YAMLReadError) -> YAMLEvent {
        let start = cursor.mark
        openings.append(Opening(isObject: isObject, mark: start))
        state = isObject ? .firstKey : .firstItem
        try cursor.advance()
        return YAMLEvent(content: content, start: start, end: cursor.mark)
    }

    private mutating func close() throws(YAMLReadError) -> YAMLEvent {
        let start = cursor.mark
        let isObject = openings.popLast()?.isObject ?? false
        state = .afterValue
        try cursor.advance()
        return YAMLEvent(content: isObject ? .mappingEnd : .sequenceEnd, start: start, end: cursor.mark)
    }
}
