import Support

/// The texts that a value may be, and what they mean: one for all places, also the command line.
package protocol ValueGrammar<Value>: Sendable {
    associatedtype Value

    /// Whether a plain value may run over several lines; by default it is taken for an error of indentation.
    var allowsSeveralLines: Bool { get }

    /// Whether the value is a name, which is taken as written whatever other tools read; by default it is not.
    var isName: Bool { get }

    /// Reads a text, or says why it is not of the grammar.
    func value(of text: String) throws(ValueViolation) -> Value
}

extension ValueGrammar {
    package var allowsSeveralLines: Bool { false }

    package var isName: Bool { false }
}

/// Why a text is not of a grammar.
package struct ValueViolation: Error, Hashable, Sendable {
    package var code: DiagnosticCode
    /// What is wrong, as the predicate of a sentence whose subject is a key or a flag: `must be … (is '…')`.
    package var problem: String
    /// What to do about it; nil when the problem says enough.
    package var help: String?

    package init(_ code: DiagnosticCode, _ problem: String, help: String? = nil) {
        self.code = code
        self.problem = problem
        self.help = help
    }

    /// Makes the violation of a text that is not what is expected.
    package init(_ code: DiagnosticCode, expected: String, text: String, help: String? = nil) {
        self.init(code, "must be \(expected) (is \(SanitizedText.quoted(text)))", help: help)
    }
}

/// Any text but none.
package struct TextGrammar: ValueGrammar {
    package var allowsSeveralLines: Bool { true }

    package func value(of text: String) throws(ValueViolation) -> String {
        guard !text.isEmpty else { throw ValueViolation(.text, "must not be empty") }
        return text
    }
}

extension ValueGrammar where Self == TextGrammar {
    package static var text: Self { TextGrammar() }
}

/// One of the words that an enumeration has as raw values.
package struct KeywordGrammar<Keyword>: ValueGrammar
where Keyword: RawRepresentable<String> & CaseIterable & Sendable {
    package func value(of text: String) throws(ValueViolation) -> Keyword {
        if let keyword = Keyword(rawValue: text) { return keyword }
        let words = Keyword.allCases.map(\.rawValue)
        let expected =
            words.count < 2
            ? words.joined() : "\(words.dropLast().joined(separator: ", ")) or \(words[words.count - 1])"
        let help = Spelling.suggestion(for: text, among: words).map { "did you mean '\($0)'?" }
        throw ValueViolation(.keyword, expected: expected, text: text, help: help)
    }
}

extension ValueGrammar {
    package static func keyword<Keyword>(_ type: Keyword.Type) -> Self where Self == KeywordGrammar<Keyword> {
        KeywordGrammar()
    }
}

/// A yes or no, which is written `true` or `false` and in no other way that YAML has known.
package struct BooleanGrammar: ValueGrammar {
    package func value(of text: String) throws(ValueViolation) -> Bool {
        switch text {
        case "true": return true
        case "false": return false
        default:
            let help: String? =
                switch text.lowercased() {
                case "true", "yes", "on", "y", "1": "write true"
                case "false", "no", "off", "n", "0": "write false"
                default: nil
                }
            throw ValueViolation(.boolean, expected: "true or false", text: text, help: help)
        }
    }
}

extension ValueGrammar where Self == BooleanGrammar {
    package static var boolean: Self { BooleanGrammar() }
}

/// One label of a host's name: lower-case letters, digits and inner hyphens (RFC 1123, section 2.1).
package struct LabelGrammar: ValueGrammar {
    private static let maximumLength = 63

    /// What the label names, with an example, for messages.
    let expected: String

    package var isName: Bool { true }

    package func value(of text: String) throws(ValueViolation) -> String {
        guard Self.isLabel(text) else {
            let help =
                "use up to \(Self.maximumLength) lower-case letters, digits and hyphens, with no hyphen at the edges"
            throw ValueViolation(.text, expected: expected, text: text, help: help)
        }
        return text
    }

    /// Whether a text is a label.
    package static func isLabel(_ text: String) -> Bool {
        let (hyphen, letters) = (UInt8(ascii: "-"), UInt8(ascii: "a")...UInt8(ascii: "z"))
        let bytes = text.utf8
        return (1...maximumLength).contains(bytes.count) && bytes.first != hyphen && bytes.last != hyphen
            && bytes.allSatisfy { letters.contains($0) || $0.isASCIIDigit || $0 == hyphen }
    }
}

extension ValueGrammar where Self == LabelGrammar {
    /// A label that names what is expected, such as `a region such as us-east-1`.
    package static func label(_ expected: String) -> Self { LabelGrammar(expected: expected) }
}

/// The number of an AWS account: twelve digits, and zeros in front are part of it.
package struct AccountGrammar: ValueGrammar {
    package func value(of text: String) throws(ValueViolation) -> String {
        guard Self.isAccount(text) else {
            throw ValueViolation(.text, expected: "the twelve digits of an AWS account", text: text)
        }
        return text
    }

    /// Whether a text is the number of an account.
    package static func isAccount(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.allSatisfy(\.isASCIIDigit)
    }
}

extension ValueGrammar where Self == AccountGrammar {
    package static var account: Self { AccountGrammar() }
}

/// A whole number within a range, in decimal digits without a sign.
package struct IntegerGrammar: ValueGrammar {
    let range: ClosedRange<Int>

    /// Reads a number; zeros in front are refused, because YAML has read them as octal.
    package func value(of text: String) throws(ValueViolation) -> Int {
        let isDecimal = text.utf8.allSatisfy(\.isASCIIDigit)
        let hasLeadingZero = text.utf8.count > 1 && text.hasPrefix("0")
        guard isDecimal, !hasLeadingZero, let number = Int(text), range.contains(number) else {
            let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
            throw ValueViolation(.number, expected: expected, text: text)
        }
        return number
    }
}

extension ValueGrammar where Self == IntegerGrammar {
    package static func integer(_ range: ClosedRange<Int>) -> Self { IntegerGrammar(range: range) }
}

/// A number in decimal digits, with a fraction or without, that is not too small to divide by: `20` or `0.5`.
package struct DecimalGrammar: ValueGrammar {
    /// The least number that may be given.
    package static let minimum = 0.001

    let maximum: Int

    package func value(of text: String) throws(ValueViolation) -> Double {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let areDigits = parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isASCIIDigit) }
        guard areDigits, let number = Double(text), (Self.minimum...Double(maximum)).contains(number) else {
            throw ValueViolation(.number, expected: "a number from \(Self.minimum) to \(maximum)", text: text)
        }
        return number
    }
}

extension ValueGrammar where Self == DecimalGrammar {
    package static func decimal(through maximum: Int) -> Self { DecimalGrammar(maximum: maximum) }
}

/// A share from `0%` to `100%` with at most two digits after the point, in hundredths of a percent.
package struct PercentGrammar: ValueGrammar {
    /// Reads a share in basis points, 0 to 10,000.
    package func value(of text: String) throws(ValueViolation) -> Int {
        guard text.hasSuffix("%"), let basisPoints = Self.basisPoints(text.dropLast()), basisPoints <= 10_000 else {
            throw ValueViolation(.number, expected: "a share from 0% to 100% such as 2.5%", text: text)
        }
        return basisPoints
    }

    /// Reads a number with up to two digits after the point, times a hundred; nil when the text is none.
    private static func basisPoints(_ text: Substring) -> Int? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let whole = parts.first, (1...3).contains(whole.count), parts.count <= 2 else { return nil }
        let fraction = parts.count == 2 ? Array(parts[1]) : [UInt8(ascii: "0")]
        guard (1...2).contains(fraction.count) else { return nil }
        let digits = Array(whole) + fraction + Array(repeating: UInt8(ascii: "0"), count: 2 - fraction.count)
        guard digits.allSatisfy(\.isASCIIDigit) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
}

extension ValueGrammar where Self == PercentGrammar {
    package static var percent: Self { PercentGrammar() }
}
