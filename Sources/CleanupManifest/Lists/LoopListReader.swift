import Support
import YAML

/// Goes through a file of `loopsFrom` from front to back, in memory that does not grow with it.
protocol LoopListReader {
    /// Reads the next item.
    ///
    /// - Returns: nil at the end of the file, and for good after a problem that it cannot be read on from.
    /// - Throws: `LoopListError` when the file cannot be read on; nothing is to be read after it.
    mutating func next() throws(LoopListError) -> LoopListItem?
}

/// How the files of `loopsFrom` may be written.
enum LoopListFormat: String, CaseIterable, Sendable {
    /// One name or ARN a line; blank lines and what follows a `#` are passed over.
    case lines
    /// Comma-separated values with a header (RFC 4180), one column of which has the names.
    case csv
    /// One JSON value a line: a name, or an object with it.
    case jsonl
    /// One JSON array of names, or of objects with them.
    case json
}

/// What a file of `loopsFrom` says next.
enum LoopListItem {
    /// A name or an ARN, not looked at yet.
    case text(LoopListText)
    case problem(LoopListProblem)
}

/// A text of a list that should be a name or an ARN.
struct LoopListText {
    var subject: String
    /// The text; of a very long one, its beginning.
    var text: String
    var position: TextPosition
    /// How many columns it covers, at least 1.
    var length: Int

    /// Whether the text could be a name or an ARN with a mistake in it, which a message may show.
    ///
    /// A manifest of another author may name a file that is no list, such as one of passwords.
    var isShown: Bool {
        let marks = (text.hasPrefix("arn:") ? "-_.:/" : "-_.").utf8
        return text.utf8.count <= 256
            && text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || marks.contains($0) }
    }
}

/// What is wrong at one place of a list.
struct LoopListProblem: Error {
    var code: DiagnosticCode
    var message: String
    var position: TextPosition
    var help: String?
}

/// Why a list cannot be read on.
enum LoopListError: Error {
    case source(ByteSourceError)
    case format(LoopListProblem)

    /// The error of a text that goes on and on: what holds it is no list.
    static func endless(_ limit: Int, from start: TextPosition) -> LoopListError {
        let message = "a text of more than \(limit) bytes is neither a name nor an ARN: the list is not read on"
        return .format(LoopListProblem(code: .listFile, message: message, position: start))
    }
}
