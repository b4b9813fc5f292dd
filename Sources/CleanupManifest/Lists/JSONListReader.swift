import Support
import YAML

/// Reads a list of JSON values: one array of them, or one a line; each is a name, or an object with it.
struct JSONListReader: LoopListReader {
    /// What is read.
    private var scanner: JSONListScanner
    /// The key of an object that has the name.
    private let column: String
    /// Whether each line is a value.
    private let isByLine: Bool
    /// Whether the array has begun.
    private var hasBegun = false
    /// Whether nothing more is to be read.
    private var isOver = false

    /// Starts before the first value.
    init(_ cursor: ListCursor, column: String, isByLine: Bool) {
        scanner = JSONListScanner(cursor, isByLine: isByLine)
        self.column = column
        self.isByLine = isByLine
    }

    mutating func next() throws(LoopListError) -> LoopListItem? {
        try isByLine ? nextLine() : nextOfArray()
    }

    /// Reads the next line that is not blank; one that is no JSON is passed over.
    private mutating func nextLine() throws(LoopListError) -> LoopListItem? {
        while let byte = try scanner.peek() {
            if byte == UInt8(ascii: "\n") {
                try scanner.skipLine()
                continue
            }
            do throws(LoopListError) {
                let item = try item()
                if let byte = try scanner.peek(), byte != UInt8(ascii: "\n") {
                    throw scanner.problem("one line holds one value: this is a second one")
                }
                try scanner.skipLine()
                return item
            } catch {
                guard case .format(let problem) = error else { throw error }
                try scanner.skipLine()
                return .problem(problem)
            }
        }
        return nil
    }

    /// Reads the next item of the array.
    private mutating func nextOfArray() throws(LoopListError) -> LoopListItem? {
        guard !isOver else { return nil }
        if !hasBegun {
            hasBegun = true
            guard try scanner.take("[") else {
                throw scanner.problem("a JSON list begins with '['", help: "for one value a line, the format is jsonl")
            }
            if try scanner.take("]") { return try finish() }
        } else if try scanner.take("]") {
            return try finish()
        } else if try !scanner.take(",") {
            throw scanner.problem("between two items there must be a comma")
        }
        return try item()
    }

    /// Checks that nothing follows the array.
    ///
    /// - Returns: nil, the end.
    private mutating func finish() throws(LoopListError) -> LoopListItem? {
        isOver = true
        if try scanner.peek() != nil { throw scanner.problem("after the list there must be nothing") }
        return nil
    }

    /// Reads a name, or an object with it.
    private mutating func item() throws(LoopListError) -> LoopListItem {
        switch try scanner.peek() {
        case UInt8(ascii: "\""): return .text(try scanner.string(subject: "an item"))
        case UInt8(ascii: "{"): return try object()
        default:
            let start = scanner.position
            let kind = try scanner.skipValue()
            let message = "each item must be a name or an object with it (is \(kind))"
            return .problem(LoopListProblem(code: .listColumn, message: message, position: start))
        }
    }

    /// Reads an object for its name.
    private mutating func object() throws(LoopListError) -> LoopListItem {
        let start = scanner.position
        let quote = SanitizedText.quoted(column)
        var found: LoopListItem?
        _ = try scanner.take("{")
        var isFirst = true
        while try !scanner.take("}") {
            if !isFirst, try !scanner.take(",") { throw scanner.problem("between two keys there must be a comma") }
            isFirst = false
            let key = try scanner.string(subject: "a key")
            guard try scanner.take(":") else { throw scanner.problem("after a key there must be a colon") }
            let isName = key.text == column
            if isName, found != nil {
                let problem = LoopListProblem(
                    code: .listColumn,
                    message: "\(quote) is given twice",
                    position: key.position
                )
                throw .format(problem)
            }
            if isName, try scanner.peek() == UInt8(ascii: "\"") {
                found = .text(try scanner.string(subject: quote))
                continue
            }
            let position = scanner.position
            let kind = try scanner.skipValue()
            let message = "\(quote) must be a text (is \(kind))"
            if isName { found = .problem(LoopListProblem(code: .listColumn, message: message, position: position)) }
        }
        let help = "say which key has the names: 'column'"
        return found
            ?? .problem(
                LoopListProblem(code: .listColumn, message: "this object has no \(quote)", position: start, help: help)
            )
    }
}
