import Support
import YAML

/// Reads a list of one name or ARN a line, or the rows that the AWS CLI prints with `--output text`.
struct LineListReader: LoopListReader {
    private var cursor: ListCursor
    /// Whether a row of the AWS CLI was read: what it prints besides its rows is then passed over.
    private var hasCLIRow = false
    /// Where the AWS CLI gave the token of a further page, after which no row came.
    private var nextPage: TextPosition?

    init(_ cursor: ListCursor) { self.cursor = cursor }

    mutating func next() throws(LoopListError) -> LoopListItem? {
        while try cursor.peek() != nil {
            try cursor.skipBlanks()
            let start = cursor.position
            let (bytes, isWhole) = try line()
            if bytes.isEmpty { continue }
            let text = String(decoding: bytes, as: UTF8.self)
            if bytes.starts(with: Self.rowLabel) {
                (hasCLIRow, nextPage) = (true, nil)
                return row(isWhole ? text : "", at: start)
            }
            // Where there is no next page it may print `None`.
            if hasCLIRow, text == "None" { continue }
            if hasCLIRow, text.hasPrefix("NEXTTOKEN\t") {
                nextPage = start
                continue
            }
            guard isWhole else {
                let message = "the line holds more than one name"
                let advice = ListAdvice(line: text)
                return .problem(LoopListProblem(code: .listColumn, message: message, position: start, advice: advice))
            }
            let length = text.unicodeScalars.count
            return .text(
                LoopListText(subject: "the line", text: text, position: start, length: length, isLine: true)
            )
        }
        defer { nextPage = nil }
        return nextPage.map { .unfinished(at: $0) }
    }

    /// Takes the name out of a row, which has its status behind it; what stands before may be missing, or hold anything.
    private func row(_ text: String, at start: TextPosition) -> LoopListItem {
        let fields = text.split(separator: "\t" as Character, omittingEmptySubsequences: false)
        // A status begins with a capital, and a name never does.
        guard fields.count > 2, let status = fields.last, ("A"..."Z").contains(status.first ?? "-"),
            status.utf8.allSatisfy(\.isASCIILetter)
        else {
            let message = "this row of the AWS CLI does not end with a name and a status"
            let advice = ListAdvice.query
            return .problem(LoopListProblem(code: .listColumn, message: message, position: start, advice: advice))
        }
        let name = String(fields[fields.count - 2])
        let before = fields.dropLast(2).reduce(0) { $0 + $1.unicodeScalars.count + 1 }
        let position = TextPosition(line: start.line, column: start.column + before)
        let length = name.unicodeScalars.count
        return .text(LoopListText(subject: "the name", text: name, position: position, length: length))
    }

    /// Reads the rest of a line, without its comment and the blanks at its end; of a very long one, its beginning.
    private mutating func line() throws(LoopListError) -> (bytes: [UInt8], isWhole: Bool) {
        let start = cursor.position
        var bytes: [UInt8] = []
        var isRow = false
        while let byte = try cursor.peek(), byte != UInt8(ascii: "\n") {
            if byte == UInt8(ascii: "#"), !isRow, bytes.last.map(Self.isBlank) ?? true { break }
            guard bytes.count < ListCursor.longestText else {
                // All the names of a page on one line, as `--output text` prints them, may be many.
                let separators = bytes.contains { Self.isBlank($0) || $0 == UInt8(ascii: ",") }
                guard separators else { throw .endless(ListCursor.longestText, from: start) }
                try cursor.skipLine()
                return (bytes, false)
            }
            bytes.append(byte)
            isRow = isRow || bytes == Self.rowLabel
            cursor.advance()
        }
        try cursor.skipLine()
        while let last = bytes.last, Self.isBlank(last) { bytes.removeLast() }
        return (bytes, true)
    }

    /// How the AWS CLI begins each row of a list of loops.
    private static let rowLabel = Array("HUMANLOOPSUMMARIES\t".utf8)

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
