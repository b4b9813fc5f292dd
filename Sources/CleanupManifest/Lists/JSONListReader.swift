import Support
import YAML

/// Reads a list of JSON values: one array of them, or one a line; each is a name, or an object with it.
final class JSONListReader: LoopListReader {
    /// How deep objects and arrays may nest in a value that is passed over.
    private static let maximumDepth = 64

    private var events: YAMLEventReader
    /// The key of an object that has the name.
    private let column: String
    private let isByLine: Bool
    private var hasArray = false
    /// Whether an error was met in the line, of which nothing more is read.
    private var isLineBroken = false

    init(_ file: any ByteSource, column: String, isByLine: Bool) {
        var limits = YAMLLimits.standard
        // The object that has the name, and the array of all items.
        limits.depth = Self.maximumDepth + (isByLine ? 1 : 2)
        limits.scalarBytes = ListCursor.longestText
        limits.cutsScalars = true
        limits.streamBytes = .max
        events = YAMLEventReader(file, limits: limits, syntax: isByLine ? .jsonLines : .json)
        self.column = column
        self.isByLine = isByLine
    }

    func next() throws(LoopListError) -> LoopListItem? {
        guard isByLine else { return try nextOfArray() }
        do throws(LoopListError) {
            return try nextLine()
        } catch {
            // A line that is no JSON is passed over, but for one without an end.
            guard case .format(let problem) = error, problem.code != .listFile else { throw error }
            isLineBroken = true
            return .problem(problem)
        }
    }

    private func nextLine() throws(LoopListError) -> LoopListItem? {
        if isLineBroken {
            isLineBroken = false
            do { try events.skipLine(atMost: ListCursor.longestLine) } catch { throw listError(error) }
        }
        while let event = try event() {
            switch event.content {
            case .streamStart, .streamEnd, .documentStart, .documentEnd: continue
            case .scalar, .alias, .sequenceStart, .sequenceEnd, .mappingStart, .mappingEnd: return try item(event)
            }
        }
        return nil
    }

    /// Reads the next item of the array, and behind the last one all up to the end of the file.
    private func nextOfArray() throws(LoopListError) -> LoopListItem? {
        while let event = try event() {
            switch event.content {
            case .streamStart, .documentStart, .sequenceEnd, .documentEnd: continue
            case .sequenceStart where !hasArray: hasArray = true
            case .streamEnd where hasArray: return nil
            default:
                guard hasArray else { throw noArray(at: event.start) }
                return try item(event)
            }
        }
        return nil
    }

    /// Reads a name, or an object with it, whose first event has been read.
    private func item(_ event: YAMLEvent) throws(LoopListError) -> LoopListItem {
        if let text = text(of: event, subject: "an item") { return .text(text) }
        if case .mappingStart = event.content { return try object(from: event.start) }
        let message = "each item must be a name or an object with it (is \(try skip(event)))"
        return .problem(LoopListProblem(code: .listColumn, message: message, position: event.start))
    }

    /// Reads an object for its name.
    private func object(from start: TextPosition) throws(LoopListError) -> LoopListItem {
        let quote = SanitizedText.quoted(column)
        var found: LoopListItem?
        while let key = try event(), case .scalar(let scalar) = key.content, let value = try event() {
            guard scalar.text == column else {
                _ = try skip(value)
                continue
            }
            guard found == nil else { throw problem(.listColumn, "\(quote) is given twice", at: key.start) }
            if let text = text(of: value, subject: quote) {
                found = .text(text)
            } else {
                let message = "\(quote) must be a text (is \(try skip(value)))"
                let position = value.start
                found = .problem(LoopListProblem(code: .listColumn, message: message, position: position))
            }
        }
        if let found { return found }
        let message = "this object has no \(quote)"
        let help = "say which key has the names: 'column'"
        let position = start
        return .problem(LoopListProblem(code: .listColumn, message: message, position: position, help: help))
    }

    /// Takes the text of a string; nil when the event is of something else.
    private func text(of event: YAMLEvent, subject: String) -> LoopListText? {
        guard case .scalar(let scalar) = event.content, scalar.style == .doubleQuoted else { return nil }
        let length = event.end.line == event.start.line ? event.end.column - event.start.column : 1
        let position = event.start
        return LoopListText(subject: subject, text: scalar.text, position: position, length: length)
    }

    /// Goes past a value whose first event has been read, and says what kind of value it is.
    private func skip(_ event: YAMLEvent) throws(LoopListError) -> String {
        if case .scalar(let scalar) = event.content {
            if scalar.style == .doubleQuoted { return "a text" }
            switch scalar.text {
            case "null": return "null"
            case "true", "false": return "true or false"
            default: return "a number"
            }
        }
        var depth = 1
        while depth > 0, let inner = try self.event() { depth += inner.content.depthChange }
        if case .sequenceStart = event.content { return "an array" }
        return "an object"
    }

    private func event() throws(LoopListError) -> YAMLEvent? {
        do { return try events.next() } catch { throw listError(error) }
    }

    /// Tells an error of the text as one of the list; no text is shown, for the file may be no list.
    private func listError(_ error: YAMLReadError) -> LoopListError {
        switch error {
        case .source(let error): return .source(error)
        case .syntax(let error):
            guard isByLine || hasArray else { return noArray(at: error.problemMark) }
            let diagnostic = error.diagnostic(file: "")
            let position = diagnostic.position
            let help = diagnostic.help
            return .format(LoopListProblem(code: .json, message: diagnostic.message, position: position, help: help))
        case .limit(let error):
            switch error.bound {
            case .depth:
                return problem(.json, "values nest deeper than \(Self.maximumDepth) levels here", at: error.mark)
            case .scalarBytes(let limit), .streamBytes(let limit):
                return .endless(limit, from: error.mark)
            }
        }
    }

    /// Makes the error of a file that holds something else than an array.
    private func noArray(at mark: TextPosition) -> LoopListError {
        let (message, help) = ("a JSON list begins with '['", "for one value a line, the format is jsonl")
        return .format(LoopListProblem(code: .json, message: message, position: mark, help: help))
    }

    private func problem(_ code: DiagnosticCode, _ message: String, at mark: TextPosition) -> LoopListError {
        .format(LoopListProblem(code: code, message: message, position: mark))
    }
}
