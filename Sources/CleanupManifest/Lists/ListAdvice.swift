import HumanLoops
import Support

/// What to do about a list that is not written as its `format` says.
struct ListAdvice {
    /// The key of what the AWS CLI prints that has the loops.
    static let summaries = "HumanLoopSummaries"

    var help: String
    /// A filter of the shell that makes the list of it; nil when none can.
    var filter: String?

    /// How the AWS CLI prints a list of names.
    static let query = ListAdvice(
        help: "the AWS CLI prints one name a line with --query '\(summaries)[].[HumanLoopName]' --output text"
    )

    /// Advises to read the list through a filter.
    static func command(_ filter: String) -> ListAdvice {
        ListAdvice(help: "this makes a list of it", filter: filter)
    }

    /// The advice as a help, for a list at a path; nil stands for standard input.
    func text(path: String?) -> String {
        guard let filter else { return help }
        return "\(help): \(path.map { "\(filter) < \(ShellWord.quoted($0))" } ?? "… | \(filter)")"
    }
}

extension ListAdvice {
    private static let csv = "a table with a header is of the format csv, with the 'column' that has the names"

    /// Advises on a line of `lines` that is more than a name; nil when it looks like one name.
    init?(line text: String) {
        let separators: [(character: Character, filter: String)] = [
            ("\t", #"tr '\t' '\n'"#), (",", #"tr ',' '\n'"#), (";", #"tr ';' '\n'"#), (" ", #"tr ' ' '\n'"#),
        ]
        let separator = separators.first { text.contains($0.character) }
        let words = separator.map { text.split(separator: $0.character) } ?? []
        if let filter = Self.filter(unwrapping: text) {
            self = .command(filter)
            return
        }
        if !text.contains("\",\""), let other = ListAdvice(wordFrom: text.utf8.first, format: .lines) {
            self = other
        } else if let separator, words.count > 1,
            // The last word of a line that was cut may be a part of one.
            words.dropLast().allSatisfy({ HumanLoopName($0) != nil || $0.hasPrefix("arn:") })
        {
            let table =
                switch separator.character {
                case " ": ""
                case "\t": "\(Self.query.help); "
                default: "\(Self.csv); "
                }
            self.init(help: "\(table)if these are names, this writes one a line", filter: separator.filter)
        } else if ["arn:", "|", "+--", "HumanLoopName:", Self.summaries].contains(where: text.contains) {
            self = .query
        } else if (separator?.character ?? " ") != " " || text.lowercased() == LoopsFromDraft.defaultColumn.lowercased()
        {
            self.init(help: Self.csv)
        } else if text.utf8.contains(0) {
            self.init(help: "a part of the list may be UTF-16: write all of it in UTF-8")
        } else {
            return nil
        }
    }

    /// The filter that makes a name of a line with quotes, commas or a hyphen around it; nil when that is not all there is.
    private static func filter(unwrapping text: String) -> String? {
        if text.hasPrefix("- ") {
            return HumanLoopName(text.drop { $0 == "-" || $0 == " " }) == nil ? nil : "sed 's/^- *//'"
        }
        let marks: Set<Character> = ["'", "\"", ","]
        let bare = text.drop(while: marks.contains).reversed().drop(while: marks.contains).reversed()
        // A list of JSON strings is one of the format jsonl.
        guard bare.count < text.count, HumanLoopName(String(bare)) != nil, text.first != "\"" || text.last == "," else {
            return nil
        }
        // What is inside stays: two names are never made one.
        return #"sed "s/^['\"]*//; s/['\",]*$//""#
    }

    /// Advises on another format by the first byte of a list, or of a line of it; nil when the format fits it.
    init?(wordFrom first: UInt8?, format: LoopListFormat) {
        let other: (format: LoopListFormat, what: String)
        switch first {
        case UInt8(ascii: "["), UInt8(ascii: "{"): other = (.json, "this looks like JSON")
        case UInt8(ascii: "\""): other = (.jsonl, "for one JSON string a line")
        default: other = (.lines, "for one name a line")
        }
        if other.format == format || first == nil { return nil }
        self.init(help: "\(other.what), the format is \(other.format.rawValue)")
    }
}
