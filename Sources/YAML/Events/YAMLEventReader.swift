/// Reads the events of a YAML stream one at a time, in memory that does not grow with the stream.
///
/// ```swift
/// var reader = YAMLEventReader(MemoryByteSource("a: 1"))
/// while let event = try reader.next() { … }
/// ```
package struct YAMLEventReader: ~Copyable {
    private let limits: YAMLLimits
    private let input: YAMLInput
    private var parser: LibYAMLParser
    /// What makes events of JSON; nil when the text is YAML.
    private var json: JSONEventParser?
    private var depth = 0
    private var isDone = false
    /// What came after the last words and has not been asked for; nil when nothing was read ahead.
    private var ahead: Result<YAMLEvent?, YAMLReadError>?

    package init(_ source: any ByteSource, limits: YAMLLimits = .standard, syntax: YAMLSyntax = .yaml) {
        self.limits = limits
        input = YAMLInput(source, limit: limits.streamBytes)
        parser = LibYAMLParser(input)
        let isJSON = syntax == .detected ? input.looksLikeJSON() : syntax != .yaml
        if isJSON { json = JSONEventParser(input, limits, syntax) }
    }

    /// Reads the next event.
    ///
    /// - Returns: nil after the end of the stream, and after an error.
    /// - Throws: `YAMLReadError` when the text is no YAML, goes beyond a limit or cannot be read; it ends the stream.
    package mutating func next() throws(YAMLReadError) -> YAMLEvent? {
        if let event = ahead {
            ahead = nil
            return try event.get()
        }
        guard !isDone else { return nil }
        // Whatever ends this call early ends the stream.
        isDone = true
        guard json == nil else { return try admitted(try json?.next()) }
        let event: YAMLEvent?
        do {
            event = try parser.next()
        } catch {
            throw cause(of: error)
        }
        return try admitted(event)
    }

    /// Reads the words that come next, up to the first event that is none.
    ///
    /// - Parameter maximum: how many to read at the most.
    /// - Returns: an empty list when something else comes next, or when words are not told from other scalars; `next`
    ///   tells what.
    package mutating func nextWords(_ maximum: Int) -> [YAMLWord] {
        // Of JSON nothing is a word, and a limit that a word may pass wants every scalar to be looked at.
        guard ahead == nil, !isDone, json == nil, limits.scalarBytes >= YAMLWord.maximumLength else { return [] }
        var words: [YAMLWord] = []
        words.reserveCapacity(maximum)
        isDone = true
        do {
            let event = try parser.next(after: &words, atMost: maximum)
            if words.count == maximum {
                isDone = false
            } else {
                ahead = Result { () throws(YAMLReadError) in try admitted(event) }
            }
        } catch {
            ahead = .failure(cause(of: error))
        }
        return words
    }

    /// Continues behind the line that an error was met in; only of JSON Lines.
    ///
    /// - Throws: `YAMLReadError` when the line is longer than `limit` bytes, or the first character behind it cannot be had.
    package mutating func skipLine(atMost limit: Int) throws(YAMLReadError) {
        (isDone, depth) = (false, 0)
        try json?.skipLine(atMost: limit)
    }

    /// Finds what lies behind an error of the parser: the input's failure if there is one.
    private func cause(of error: YAMLSyntaxError) -> YAMLReadError {
        input.failure == nil ? .syntax(error) : input.error(at: parser.mark)
    }

    /// Checks the limits of an event, and throws where it goes beyond one; else the stream goes on.
    private mutating func admitted(_ event: YAMLEvent?) throws(YAMLReadError) -> YAMLEvent? {
        guard let event else { return nil }
        if let bound = boundPassed(by: event.content) {
            throw .limit(YAMLLimitError(bound: bound, mark: event.start))
        }
        isDone = false
        return event
    }

    /// Counts the open collections, and finds the bound that an event goes beyond; nil when it keeps to all of them.
    private mutating func boundPassed(by content: YAMLEventContent) -> YAMLLimitError.Bound? {
        depth += content.depthChange
        if depth > limits.depth { return .depth(limits.depth) }
        guard case .scalar(let scalar) = content, scalar.text.utf8.count > limits.scalarBytes else { return nil }
        return .scalarBytes(limits.scalarBytes)
    }
}

/// The notation of a stream.
package enum YAMLSyntax: Hashable, Sendable {
    case yaml
    /// JSON, strictly.
    case json
    /// A JSON value on each line that is not blank, each a document.
    case jsonLines
    /// JSON values one after the other, with or without blanks between them, each a document.
    case jsonSeries
    /// JSON when the text begins with `{` and then `"` or `}`, else YAML.
    case detected
}

/// How much of a stream is read before it is refused: libyaml itself has no bounds.
package struct YAMLLimits: Hashable, Sendable {
    /// How deep sequences and mappings may nest, by default 64.
    package var depth = 64
    /// How many bytes of UTF-8 one scalar may have, by default 65,536.
    package var scalarBytes = 65_536
    /// Whether a longer scalar of JSON loses its end, and is not refused; by default it is refused.
    package var cutsScalars = false
    /// How many bytes the whole stream may have, by default 64 MiB.
    package var streamBytes = 64 << 20

    package static let standard = YAMLLimits()
}

/// Why no further event can be read from a stream.
package enum YAMLReadError: Error, Hashable, Sendable {
    case syntax(YAMLSyntaxError)
    case limit(YAMLLimitError)
    case source(ByteSourceError)
}

/// A bound of `YAMLLimits` that a stream went beyond.
package struct YAMLLimitError: Error, Hashable, Sendable {
    package enum Bound: Hashable, Sendable {
        case depth(Int)
        case scalarBytes(Int)
        case streamBytes(Int)
    }

    package var bound: Bound
    /// Where the first thing too many begins.
    package var mark: TextPosition
}

extension YAMLLimitError {
    func diagnostic(file: String) -> Diagnostic {
        let message =
            switch bound {
            case .depth(let levels): "lists and mappings nest deeper than \(levels) levels here"
            case .scalarBytes(let bytes): "a value is longer than \(bytes) bytes"
            case .streamBytes(let bytes): "the file is longer than \(bytes) bytes"
            }
        return Diagnostic(code: .limit, message: message, file: file, position: mark)
    }
}
