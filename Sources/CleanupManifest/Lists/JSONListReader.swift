import Support
import YAML

/// Reads a list of JSON values: one a line, or arrays and what the AWS CLI prints; each is a name, or an object with it.
final class JSONListReader: LoopListReader {
    /// How deep objects and arrays may nest in a value that is passed over.
    private static let maximumDepth = 64
    /// How many keys of an object are looked at for a message.
    private static let longestKeys = 100

    /// What the next event is of.
    private enum Place {
        case outside
        case array
        /// An object that is no item, which may hold the array of `HumanLoopSummaries`.
        case page
        case summaries
    }

    /// An object as far as it has been read.
    private struct Object {
        var start: TextPosition
        var item: LoopListItem?
        var hasSummaries = false
        /// The keys of arrays.
        var arrays: [String] = []
        /// Keys of texts, as many as a message may need.
        var texts: [String] = []
    }

    private var events: YAMLEventReader
    /// The key of an object that has the name.
    private let column: String
    private let isByLine: Bool
    /// The first byte of the list that is no blank; nil when it is not known.
    private let firstMark: UInt8?
    private var place = Place.outside
    private var page = Object(start: TextPosition())
    /// How many items of `HumanLoopSummaries` came before.
    private var summaryCount = 0
    private var hasValue = false
    /// Where the last page so far ended, if it has the token of a further one.
    private var nextPage: TextPosition?
    /// Whether an error was met in the line, of which nothing more is read.
    private var isLineBroken = false

    init(_ source: ListSource, column: String, isByLine: Bool) {
        var limits = YAMLLimits.standard
        // The object that has the name, and the array of all items.
        limits.depth = Self.maximumDepth + (isByLine ? 1 : 2)
        limits.scalarBytes = ListCursor.longestText
        limits.cutsScalars = true
        limits.streamBytes = .max
        firstMark = source.firstMark
        events = YAMLEventReader(source, limits: limits, syntax: isByLine ? .jsonLines : .jsonSeries)
        self.column = column
        self.isByLine = isByLine
    }

    func next() throws(LoopListError) -> LoopListItem? {
        guard isByLine else { return try nextItem() }
        do throws(LoopListError) {
            if isLineBroken {
                (isLineBroken, place) = (false, .outside)
                do { try events.skipLine(atMost: ListCursor.longestLine) } catch { throw listError(error) }
            }
            return try nextItem()
        } catch {
            // A line that is no JSON is passed over, but for one without an end.
            guard case .format(var problem) = error, problem.code != .listFile else { throw error }
            isLineBroken = true
            problem.advice =
                problem.advice ?? ListAdvice(wordFrom: firstMark, format: .jsonl)
                ?? ListAdvice(help: "for values that run over several lines, the format is json")
            return .problem(problem)
        }
    }

    private func nextItem() throws(LoopListError) -> LoopListItem? {
        while let event = try event() {
            switch (place, event.content) {
            case (_, .streamStart), (_, .documentStart), (_, .documentEnd): continue
            case (_, .streamEnd):
                guard hasValue || isByLine else { throw noList(at: event.start) }
                return nextPage.map { .unfinished(at: $0) }
            case (.outside, .mappingStart): (place, page, hasValue) = (.page, Object(start: event.start), true)
            case (.page, .scalar(let key)): try readMember(key.text, at: event.start, of: &page)
            case (.page, .mappingEnd):
                place = .outside
                if let item = page.item { return item }
                if !page.hasSummaries { return .problem(missing(in: page)) }
                nextPage = page.texts.contains("NextToken") ? event.start : nil
            case (.outside, .sequenceStart) where !isByLine: (place, hasValue) = (.array, true)
            case (.array, .sequenceEnd): place = .outside
            case (.summaries, .sequenceEnd): place = .page
            case (.outside, _) where !isByLine: throw noList(at: event.start)
            case (.outside, _), (.array, _), (.page, _), (.summaries, _): return try item(event)
            }
        }
        return nil
    }

    /// Reads a name, or an object with it, whose first event has been read.
    private func item(_ event: YAMLEvent) throws(LoopListError) -> LoopListItem {
        if place == .summaries { summaryCount += 1 }
        if let text = text(of: event, subject: "an item") { return .text(text) }
        guard case .mappingStart = event.content else {
            let message = "each item must be a name or an object with it (is \(try skip(event)))"
            return .problem(LoopListProblem(code: .listColumn, message: message, position: event.start))
        }
        var object = Object(start: event.start)
        while let key = try self.event(), case .scalar(let scalar) = key.content {
            try readMember(scalar.text, at: key.start, of: &object)
        }
        return object.item ?? .problem(missing(in: object))
    }

    /// Reads the value of a key, but of the array of `HumanLoopSummaries` no more than the beginning.
    private func readMember(_ key: String, at start: TextPosition, of object: inout Object) throws(LoopListError) {
        guard let value = try event() else { return }
        let position = value.start
        if key == column {
            let quote = quote
            guard object.item == nil else { throw problem(.listColumn, "\(quote) is given twice", at: start) }
            if let text = text(of: value, subject: quote) {
                object.item = .text(text)
            } else {
                let message = "\(quote) must be a text (is \(try skip(value)))"
                object.item = .problem(LoopListProblem(code: .listColumn, message: message, position: position))
            }
        } else if place == .page, key == ListAdvice.summaries {
            object.hasSummaries = true
            guard case .sequenceStart = value.content else {
                let message = "'\(key)' must be an array (is \(try skip(value)))"
                object.item = .problem(LoopListProblem(code: .listColumn, message: message, position: position))
                return
            }
            (place, summaryCount) = (.summaries, 0)
        } else {
            switch try skip(value) {
            case "an array" where object.arrays.count < Self.longestKeys: object.arrays.append(key)
            case "a text" where object.texts.count < Self.longestKeys: object.texts.append(key)
            default: break
            }
        }
    }

    /// The key of the name as a message has it: with its path where the AWS CLI's output is read.
    private var quote: String {
        let path = place == .summaries ? "\(ListAdvice.summaries)[\(summaryCount - 1)]." : ""
        return SanitizedText.quoted(path + column)
    }

    private func missing(in object: Object) -> LoopListProblem {
        let isPage = place == .outside && !isByLine
        let what = isPage ? "neither '\(ListAdvice.summaries)' nor \(quote)" : "no \(quote)"
        let nearest = CSVHeader.nearest(to: column, of: object.texts.filter(CSVHeader.isShown))
        var advice = ListAdvice(
            help: nearest.map { "did you mean 'column: \($0)'?" } ?? "say which key has the names: 'column'"
        )
        // Keys of letters only: the file may be no list.
        if isPage, object.arrays.count == 1, let key = object.arrays.first, key.utf8.allSatisfy(\.isASCIILetter) {
            advice = ListAdvice(help: "if '\(key)' is the list, this prints it", filter: "jq .\(key)")
        }
        let message = "this object has \(what)"
        return LoopListProblem(code: .listColumn, message: message, position: object.start, advice: advice)
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
            // What does not begin as JSON is something else.
            let isJSON = firstMark == UInt8(ascii: "{") || firstMark == UInt8(ascii: "[")
            guard isByLine || isJSON else { return noList(at: error.problemMark) }
            let diagnostic = error.diagnostic(file: "")
            return problem(.json, diagnostic.message, at: diagnostic.position)
        case .limit(let error):
            switch error.bound {
            case .depth:
                return problem(.json, "values nest deeper than \(Self.maximumDepth) levels here", at: error.mark)
            case .scalarBytes(let limit), .streamBytes(let limit):
                return .endless(limit, from: error.mark)
            }
        }
    }

    /// Makes the error of a file that holds something else than arrays and objects.
    private func noList(at mark: TextPosition) -> LoopListError {
        let message = "a JSON list begins with '[' or '{'"
        let advice = ListAdvice(wordFrom: firstMark, format: .json)
        return .format(LoopListProblem(code: .json, message: message, position: mark, advice: advice))
    }

    private func problem(_ code: DiagnosticCode, _ message: String, at mark: TextPosition) -> LoopListError {
        .format(LoopListProblem(code: code, message: message, position: mark))
    }
}
