package import HumanLoops
import Support
package import YAML

/// The name of a human loop.
package struct HumanLoopNameGrammar: ValueGrammar {
    package var isName: Bool { true }

    package func value(of text: String) throws(ValueViolation) -> HumanLoopName {
        if let name = HumanLoopName(text) { return name }
        let quote = SanitizedText.quoted(text)
        switch HumanLoopName.violation(in: text) {
        case .tooLong(let length):
            let problem = "must be a name of at most \(HumanLoopName.maximumLength) characters (has \(length))"
            throw ValueViolation(.humanLoopName, problem)
        case .hyphenAtEdge:
            throw ValueViolation(.humanLoopName, "must not begin or end with '-' (is \(quote))")
        case .character(let character):
            let problem = "must be a human loop's name: \(Self.complaint(about: character)) (is \(quote))"
            throw ValueViolation(.humanLoopName, problem, help: Self.help(for: text))
        case .empty, nil:
            throw ValueViolation(.humanLoopName, "must be a human loop's name (is empty)")
        }
    }

    private static func complaint(about character: Character) -> String {
        switch character {
        case "A"..."Z": "'\(character)' is upper case"
        case " ": "no name has a space"
        case _ where InvisibleCharacter(in: String(character)) != nil:
            "no name has a \(InvisibleCharacter(in: String(character))?.name ?? "")"
        default: "no name has a \(SanitizedText.quoted(String(character)))"
        }
    }

    /// Says which name was probably meant, or else what a name may hold.
    private static func help(for text: String) -> String {
        let candidate = text.lowercased()
        if HumanLoopName(candidate) != nil { return "did you mean '\(candidate)'?" }
        return "names have lower-case letters, digits and hyphens only"
    }
}

extension ValueGrammar where Self == HumanLoopNameGrammar {
    package static var humanLoopName: Self { HumanLoopNameGrammar() }
}

extension HumanLoopName {
    /// Takes the name that a word is; nil when it is none, or one that other tools read as something else.
    init?(_ word: YAMLWord) {
        let octets = NameOctets(word.words, count: word.count)
        if Self.mayReadOtherwise(octets) {
            let text = octets.text
            guard text != "null", PlainReading(of: text) == nil else { return nil }
        }
        self.init(octets)
    }

    /// Whether some tool may take a text for something else: what costs little to find out of most names.
    private static func mayReadOtherwise(_ octets: NameOctets) -> Bool {
        guard octets.count > PlainReading.longestKeyword else { return true }
        return !octets[0].isASCIILetter && !(1..<octets.count).contains { isForeignToNumbers(octets[$0]) }
    }

    /// Whether a byte stands in no number, whatever its base, and in no day.
    private static func isForeignToNumbers(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "g")...UInt8(ascii: "z")).contains(byte) && byte != UInt8(ascii: "o") && byte != UInt8(ascii: "x")
    }
}

/// The ARN of one kind of resource, with its region and account.
package struct ResourceNameGrammar: ValueGrammar {
    let kind: ResourceKind

    package func value(of text: String) throws(ValueViolation) -> AmazonResourceName {
        guard let arn = AmazonResourceName(text), kind.includes(arn), LabelGrammar.isLabel(arn.region),
            AccountGrammar.isAccount(arn.account)
        else {
            let help = "its form is arn:aws:sagemaker:REGION:ACCOUNT:\(kind.rawValue)/NAME"
            throw ValueViolation(.resourceName, expected: "the ARN of \(kind.title)", text: text, help: help)
        }
        return arn
    }
}

extension ValueGrammar where Self == ResourceNameGrammar {
    package static func arn(of kind: ResourceKind) -> Self { ResourceNameGrammar(kind: kind) }
}

/// The kinds of Amazon SageMaker resource that a file may name by their ARN.
package enum ResourceKind: String, Hashable, Sendable {
    case humanLoop = "human-loop"
    case flowDefinition = "flow-definition"

    package var title: String {
        switch self {
        case .humanLoop: "a human loop"
        case .flowDefinition: "a flow definition"
        }
    }

    /// Whether an ARN names a resource of this kind, whose own name is legal.
    package func includes(_ arn: AmazonResourceName) -> Bool {
        switch self {
        case .humanLoop: arn.humanLoopName != nil
        case .flowDefinition: arn.flowDefinitionName.map(LabelGrammar.isLabel) ?? false
        }
    }
}

/// A moment as RFC 3339 writes it: `2026-11-22T10:00:00Z`.
package struct TimestampGrammar: ValueGrammar {
    package func value(of text: String) throws(ValueViolation) -> Timestamp {
        if let timestamp = Timestamp(rfc3339: text) { return timestamp }
        throw ValueViolation(
            .timestamp,
            expected: "a time such as 2026-11-22T10:00:00Z",
            text: text,
            help: Self.help(for: text)
        )
    }

    /// Finds what is missing from a text that is nearly a time.
    private static func help(for text: String) -> String? {
        let completions = [
            ("T00:00:00Z", "add a time of day and a zone"), ("Z", "add a zone"), (":00Z", "add seconds and a zone"),
        ]
        for (ending, advice) in completions where Timestamp(rfc3339: text + ending) != nil {
            return "\(advice): \(text)\(ending)"
        }
        let withT = text.split(separator: " " as Character, maxSplits: 1).joined(separator: "T")
        return withT != text && Timestamp(rfc3339: withT) != nil ? "write a 'T' for the space: \(withT)" : nil
    }
}

extension ValueGrammar where Self == TimestampGrammar {
    package static var timestamp: Self { TimestampGrammar() }
}

extension DiagnosticCode {
    static let humanLoopName = DiagnosticCode(rawValue: "E035")
    /// A value is no ARN, or the ARN of something else.
    static let resourceName = DiagnosticCode(rawValue: "E036")
}
