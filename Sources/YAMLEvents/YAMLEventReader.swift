/// Reads the events of a YAML stream one at a time, in memory that does not grow with the stream.
///
/// ```swift
/// var reader = YAMLEventReader(MemoryByteSource("a: 1"))
/// while let event = try reader.next() { … }
/// ```
package struct YAMLEventReader: ~Copyable {
    /// How much is read before the stream is refused.
    private let limits: YAMLLimits
    /// What the parser reads from.
    private let input: YAMLInput
    /// What makes events of YAML.
    private var parser: LibYAMLParser
    /// What makes events of JSON; nil when the text is YAML.
    private var json: JSONEventParser?
    /// How many collections are open.
    private var depth = 0
    /// Whether the stream is over or was given up.
    private var isDone = false

    /// Makes a reader at the start of a source.
    package init(_ source: any ByteSource, limits: YAMLLimits = YAMLLimits(), syntax: YAMLSyntax = .yaml) {
        self.limits = limits
        input = YAMLInput(source, limit: limits.streamBytes)
        parser = LibYAMLParser(input)
        if syntax == .json || (syntax == .detected && input.looksLikeJSON()) {
            json = JSONEventParser(input, scalarLimit: limits.scalarBytes)
        }
    }

    /// Reads the next event.
    ///
    /// - Returns: nil after the end of the stream, and after an error.
    /// - Throws: `YAMLReadError` when the text is no YAML, goes beyond a limit or cannot be read; it ends the stream.
    package mutating func next() throws(YAMLReadError) -> YAMLEvent? {
        try nextStep()?.event
    }

    /// Reads the next event in the form that costs least to take.
    ///
    /// - Returns: nil after the end of the stream, and after an error.
    /// - Throws: `YAMLReadError` when the text is no YAML, goes beyond a limit or cannot be read; it ends the stream.
    package mutating func nextStep() throws(YAMLReadError) -> YAMLStep? {
        guard !isDone else { return nil }
        // Whatever ends this call early ends the stream.
        isDone = true
        guard let step = try parse() else { return nil }
        switch step {
        case .word(let word):
            if word.text.utf8.count > limits.scalarBytes {
                throw .limit(YAMLLimitError(bound: .scalarBytes(limits.scalarBytes), mark: word.start))
            }
        case .event(let event):
            if let bound = boundPassed(by: event.content) {
                throw .limit(YAMLLimitError(bound: bound, mark: event.start))
            }
        }
        isDone = false
        return step
    }

    /// Parses one event, and finds what lies behind an error of the parser.
    ///
    /// - Returns: nil after the end of the stream.
    /// - Throws: `YAMLReadError`, which is the input's failure if there is one.
    private mutating func parse() throws(YAMLReadError) -> YAMLStep? {
        if json != nil { return try json?.next().map { .event($0) } }
        do {
            return try parser.next()
        } catch {
            switch input.failure {
            case .source(let failure): throw .source(failure)
            case .tooLong: throw .limit(YAMLLimitError(bound: .streamBytes(limits.streamBytes), mark: parser.mark))
            case nil: throw .syntax(error)
            }
        }
    }

    /// Counts the open collections, and finds the bound that an event goes beyond.
    ///
    /// - Returns: nil when it keeps to all of them.
    private mutating func boundPassed(by content: YAMLEventContent) -> YAMLLimitError.Bound? {
        switch content {
        case .sequenceStart, .mappingStart:
            depth += 1
            return depth > limits.depth ? .depth(limits.depth) : nil
        case .sequenceEnd, .mappingEnd:
            depth -= 1
            return nil
        case .scalar(let scalar):
            return scalar.text.utf8.count > limits.scalarBytes ? .scalarBytes(limits.scalarBytes) : nil
        case .streamStart, .streamEnd, .documentStart, .documentEnd, .alias:
            return nil
        }
    }
}
