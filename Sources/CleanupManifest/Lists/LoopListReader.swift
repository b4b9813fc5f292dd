import HumanLoops
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
    /// One name or ARN a line, or one row of the AWS CLI; blank lines and what follows a `#` are passed over.
    case lines
    /// Values with a header, divided by commas, semicolons or tabs (RFC 4180), one column of which has the names.
    case csv
    /// One JSON value a line: a name, or an object with it.
    case jsonl
    /// JSON arrays of names, or of objects with them, and what the AWS CLI prints, one after the other.
    case json
}

/// What a file of `loopsFrom` says next.
enum LoopListItem {
    /// A name or an ARN, not looked at yet.
    case text(LoopListText)
    case problem(LoopListProblem)

    /// The warning that the AWS CLI printed a part of a list, as with `--max-items`: it ends with the token of the next.
    static func unfinished(at position: TextPosition) -> LoopListItem {
        let message = "the list ends with a NextToken: there are more loops than it names"
        let advice = ListAdvice(help: "list them all, without --max-items, if they are all meant")
        return .problem(LoopListProblem(code: .unfinishedList, message: message, position: position, advice: advice))
    }
}

/// A text of a list that should be a name or an ARN.
struct LoopListText {
    var subject: String
    /// The text; of a very long one, its beginning.
    var text: String
    var position: TextPosition
    /// How many columns it covers, at least 1.
    var length: Int
    /// Whether it is a whole line of `lines`, which may show that the list is written otherwise.
    var isLine = false

    /// Whether the text could be a name or an ARN with a mistake in it, which a message may show.
    ///
    /// A manifest of another author may name a file that is no list, such as one of passwords.
    var isShown: Bool {
        let marks = (text.hasPrefix("arn:") ? "-_.:/" : "-_.").utf8
        return text.utf8.count <= 256
            && text.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || marks.contains($0) }
    }
}

/// A word that a program printed because it had no name.
struct PrintedNothing {
    private static let words: Set<String> = [
        "null", "none", "nil", "nan", "undefined", "n/a", "#n/a", "<null>", "<none>", "<nil>", "(null)", "(none)",
        "<no value>",
    ]
    private static let longest = 10

    let text: String

    /// Whether a loop could have the name all the same.
    var isName: Bool { HumanLoopName(text) != nil }

    /// Takes a word of jq, Python, JavaScript, Go, R or a spreadsheet that stands for nothing; nil for any other text.
    init?(_ text: String) {
        guard text.utf8.count <= Self.longest,
            // In lower case these two are more likely names.
            Self.words.contains(text.lowercased()) || text == "NA" || text == "NaT"
        else { return nil }
        self.text = text
    }
}

/// What is wrong at one place of a list.
struct LoopListProblem: Error {
    var code: DiagnosticCode
    var message: String
    var position: TextPosition
    var advice: ListAdvice?

    init(code: DiagnosticCode, message: String, position: TextPosition, advice: ListAdvice? = nil) {
        self.code = code
        self.message = message
        self.position = position
        self.advice = advice
    }

    init(code: DiagnosticCode, message: String, position: TextPosition, help: String) {
        self.init(code: code, message: message, position: position, advice: ListAdvice(help: help))
    }
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
