import CLibYAML

/// libyaml's event parser: the one place where Swift and C meet.
///
/// The invariants every `unsafe` below relies on: `parser` is allocated once, never moves (libyaml keeps its address)
/// and is freed in `deinit` only; `input` lives as long as this value, and C holds it unretained; every pointer in an
/// event is valid, with its length beside it or a NUL behind it, until `yaml_event_delete`, and all is copied before
/// that.
@safe
struct LibYAMLParser: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: YAMLInput

    init(_ input: YAMLInput) {
        self.input = input
        unsafe parser = .allocate(capacity: 1)
        unsafe parser.initialize(to: yaml_parser_t())
        guard unsafe yaml_parser_initialize(parser) == 1 else { preconditionFailure("out of memory") }
        unsafe yaml_parser_set_input(parser, readYAMLInput, Unmanaged.passUnretained(input).toOpaque())
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
    }

    var mark: TextPosition { unsafe TextPosition(parser.pointee.mark) }

    /// Parses one event, or throws when the text is no YAML or the input has failed; nil after the end and after that.
    mutating func next() throws(YAMLSyntaxError) -> YAMLEvent? {
        var words: [YAMLWord] = []
        let event = try next(after: &words, atMost: 1)
        return words.first?.event ?? event
    }

    /// Parses words, up to the first event that is none.
    ///
    /// - Parameters:
    ///   - words: where the words are added; those before an error are there as well.
    ///   - maximum: how many words there may be.
    /// - Returns: the event that is no word; nil when there are `maximum` words, else after the end of the stream.
    /// - Throws: `YAMLSyntaxError` when the text is no YAML, or the input has failed.
    mutating func next(after words: inout [YAMLWord], atMost maximum: Int) throws(YAMLSyntaxError) -> YAMLEvent? {
        while words.count < maximum {
            var event = unsafe yaml_event_t()
            guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
            defer { unsafe yaml_event_delete(&event) }
            guard let word = unsafe Self.word(in: event) else { return unsafe try copied(event) }
            words.append(word)
        }
        return nil
    }

    /// Copies an event; nil for the empty one behind the end of the stream, and throws at the start of one of UTF-16.
    private func copied(_ event: yaml_event_t) throws(YAMLSyntaxError) -> YAMLEvent? {
        if unsafe event.type == YAML_STREAM_START_EVENT { unsafe try refuseUTF16(event) }
        guard let content = unsafe Self.content(of: event) else { return nil }
        let (start, end) = unsafe (TextPosition(event.start_mark), TextPosition(event.end_mark))
        return YAMLEvent(content: content, start: start, end: end)
    }

    /// Copies a short plain scalar; nil when the event is something else.
    @inline(__always)
    private static func word(in event: borrowing yaml_event_t) -> YAMLWord? {
        guard unsafe event.type == YAML_SCALAR_EVENT, unsafe event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE,
            unsafe event.data.scalar.anchor == nil, unsafe event.data.scalar.tag == nil,
            unsafe (1...YAMLWord.maximumLength).contains(event.data.scalar.length),
            unsafe event.start_mark.line == event.end_mark.line
        else { return nil }
        let bytes = unsafe UnsafeBufferPointer(start: event.data.scalar.value, count: event.data.scalar.length)
        let width = unsafe Int(event.end_mark.column) - Int(event.start_mark.column)
        return unsafe YAMLWord(bytes, start: TextPosition(event.start_mark), width: width)
    }

    /// Stops at a stream of UTF-16, which libyaml would decode, but whose places in the file could not be told.
    private func refuseUTF16(_ event: yaml_event_t) throws(YAMLSyntaxError) {
        let encoding = unsafe event.data.stream_start.encoding
        guard encoding == YAML_UTF16LE_ENCODING || encoding == YAML_UTF16BE_ENCODING else { return }
        throw YAMLSyntaxError(
            stage: .reader,
            problem: "UTF-16 is not supported",
            problemMark: TextPosition(),
            byteOffset: 0
        )
    }

    /// Copies what an event holds; nil for the empty event that follows the end of the stream.
    private static func content(of event: yaml_event_t) -> YAMLEventContent? {
        switch unsafe event.type {
        case YAML_STREAM_START_EVENT: return .streamStart
        case YAML_STREAM_END_EVENT: return .streamEnd
        case YAML_DOCUMENT_START_EVENT:
            let start = unsafe event.data.document_start
            return .documentStart(
                YAMLDocumentStart(
                    isImplicit: unsafe start.implicit != 0,
                    hasVersionDirective: unsafe start.version_directive != nil,
                    hasTagDirectives: unsafe start.tag_directives.start != start.tag_directives.end
                )
            )
        case YAML_DOCUMENT_END_EVENT: return .documentEnd(isImplicit: unsafe event.data.document_end.implicit != 0)
        case YAML_ALIAS_EVENT: return unsafe .alias(text(event.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT: return unsafe .scalar(scalar(event))
        case YAML_SEQUENCE_START_EVENT:
            let start = unsafe event.data.sequence_start
            return unsafe .sequenceStart(YAMLNodeProperties(anchor: text(start.anchor), tag: text(start.tag)))
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            let start = unsafe event.data.mapping_start
            return unsafe .mappingStart(YAMLNodeProperties(anchor: text(start.anchor), tag: text(start.tag)))
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        default: return nil
        }
    }

    private static func scalar(_ event: yaml_event_t) -> YAMLScalar {
        let scalar = unsafe event.data.scalar
        let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        return unsafe YAMLScalar(
            text: String(decoding: bytes, as: UTF8.self),
            style: style(scalar.style),
            properties: YAMLNodeProperties(anchor: text(scalar.anchor), tag: text(scalar.tag))
        )
    }

    private static func style(_ style: yaml_scalar_style_t) -> YAMLScalarStyle {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }

    /// Copies text that ends with a NUL; nil when there is none.
    private static func text(_ pointer: UnsafePointer<UInt8>?) -> String? {
        guard let pointer = unsafe pointer else { return nil }
        return unsafe String(cString: pointer)
    }

    /// Copies what the parser says of the error that it has just met.
    private func syntaxError() -> YAMLSyntaxError {
        let state = unsafe parser.pointee
        let problem = unsafe state.problem.map { unsafe String(cString: $0) } ?? "unknown problem"
        let context = unsafe state.context.map { unsafe String(cString: $0) }
        switch unsafe state.error {
        case YAML_READER_ERROR:
            return YAMLSyntaxError(
                stage: .reader,
                problem: problem,
                problemMark: markAfterBuffer(),
                character: unsafe Unicode.Scalar(UInt32(bitPattern: state.problem_value)),
                byteOffset: unsafe state.problem_offset
            )
        case YAML_SCANNER_ERROR, YAML_PARSER_ERROR:
            return unsafe YAMLSyntaxError(
                stage: state.error == YAML_SCANNER_ERROR ? .scanner : .parser,
                problem: problem,
                problemMark: TextPosition(state.problem_mark),
                context: context,
                contextMark: context == nil ? nil : TextPosition(state.context_mark),
                character: bufferedScalars().first
            )
        default:
            return YAMLSyntaxError(stage: .memory, problem: "out of memory", problemMark: mark)
        }
    }

    /// Walks from the parser's place over the characters that it has decoded but not yet scanned.
    ///
    /// The reader stops at the first byte that is no character, so that this is the place of that byte; libyaml itself
    /// gives no mark for it.
    private func markAfterBuffer() -> TextPosition {
        var mark = mark
        var last: Unicode.Scalar?
        for scalar in bufferedScalars() {
            mark.advance(over: scalar, after: last)
            last = scalar
        }
        return mark
    }

    /// The characters that the parser has decoded and not yet scanned; empty at the end of the stream.
    private func bufferedScalars() -> String.UnicodeScalarView {
        let buffer = unsafe parser.pointee.buffer
        guard let start = unsafe buffer.pointer, let end = unsafe buffer.last, unsafe end > start else {
            return "".unicodeScalars
        }
        // Between `pointer` and `last` libyaml keeps whole characters of UTF-8; a NUL stands for the end of the stream.
        let bytes = unsafe UnsafeBufferPointer(start: start, count: end - start)
        return unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self).unicodeScalars
    }
}

extension TextPosition {
    /// Makes a place of a mark of libyaml's, whose lines and columns are counted from 0.
    fileprivate init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}

/// Hands libyaml the next bytes of a `YAMLInput`; its signature is `yaml_read_handler_t`.
///
/// - Parameters:
///   - data: the input, unretained: the parser that calls this holds it.
///   - buffer: where the bytes go.
///   - size: how many bytes fit.
///   - sizeRead: where their number goes; 0 means the end of the stream.
/// - Returns: 1 on success, 0 when the input has failed.
private func readYAMLInput(
    _ data: UnsafeMutableRawPointer?,
    _ buffer: UnsafeMutablePointer<UInt8>?,
    _ size: Int,
    _ sizeRead: UnsafeMutablePointer<Int>?
) -> Int32 {
    guard let data = unsafe data, let buffer = unsafe buffer, let sizeRead = unsafe sizeRead else { return 0 }
    let input = unsafe Unmanaged<YAMLInput>.fromOpaque(data).takeUnretainedValue()
    guard let piece = input.take(size) else { return 0 }
    // `take` returns at most `size` bytes.
    _ = unsafe UnsafeMutableBufferPointer(start: buffer, count: size).update(fromContentsOf: piece)
    unsafe sizeRead.pointee = piece.count
    return 1
}
