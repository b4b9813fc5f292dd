/// Reads a regular expression: what it does not know it refuses, and says what to write instead.
struct ExpressionParser {
    /// How many groups may lie inside each other.
    static let maximumDepth = 50
    /// How often a part may be said to come.
    static let maximumCount = 255

    /// How many captures there were so far.
    private(set) var captureCount = 0
    /// The whole expression.
    private let text: String
    /// What has not been read yet.
    var rest: Substring.UTF8View
    /// How many groups are open.
    private var depth = 0
    /// Whether one of them is a look-ahead.
    private var isInLookAhead = false

    /// Makes a parser of an expression.
    init(_ text: String) {
        self.text = text
        rest = text[...].utf8
    }

    /// Reads the whole expression.
    ///
    /// - Returns: what it means.
    /// - Throws: `NameExpressionError` when it means nothing.
    mutating func parse() throws(NameExpressionError) -> ExpressionNode {
        let node = try alternatives()
        guard rest.isEmpty else { throw problem("')' closes nothing: put a '\\' before it") }
        return node
    }

    /// Makes the error of this expression.
    func problem(_ text: String) -> NameExpressionError { NameExpressionError(text: self.text, problem: text) }

    /// Takes a text if it comes next.
    ///
    /// - Returns: whether it did.
    mutating func take(_ expected: StaticString) -> Bool {
        let expected = expected.description.utf8
        guard rest.starts(with: expected) else { return false }
        rest = rest.dropFirst(expected.count)
        return true
    }

    /// Reads parts with `|` between them.
    private mutating func alternatives() throws(NameExpressionError) -> ExpressionNode {
        var parts = [try sequence()]
        while take("|") { parts.append(try sequence()) }
        return parts.count == 1 ? parts[0] : .alternatives(parts)
    }

    /// Reads parts one behind the other, up to a `|`, a `)` or the end.
    private mutating func sequence() throws(NameExpressionError) -> ExpressionNode {
        var parts: [ExpressionNode] = []
        while let octet = rest.first, octet != UInt8(ascii: "|"), octet != UInt8(ascii: ")") {
            let part = try part()
            parts.append(try repetition(of: part))
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    /// Reads one part without what follows it.
    private mutating func part() throws(NameExpressionError) -> ExpressionNode {
        if take("(") { return try group() }
        if take("[") { return .octet(try characterClass()) }
        if take(".") { return .octet(.all) }
        if take("^") { return .assertion(.start) }
        if take("$") { return .assertion(.end) }
        if take("\\") { return try escape() }
        if take("*") || take("+") || take("?") { throw problem("there is nothing to repeat: put a '\\' before it") }
        if take("{") { throw problem("there is nothing to repeat: put a '\\' before the '{'") }
        return .octet(OctetSet(try octet()))
    }

    /// Reads one character that stands for itself.
    mutating func octet() throws(NameExpressionError) -> ClosedRange<UInt8> {
        guard let octet = rest.popFirst() else { throw problem("it ends too early") }
        guard octet < 128 else { throw problem("names have ASCII characters only") }
        return octet...octet
    }

    /// Reads a group behind its opening bracket.
    private mutating func group() throws(NameExpressionError) -> ExpressionNode {
        guard depth < Self.maximumDepth else {
            throw problem("more than \(Self.maximumDepth) groups inside each other")
        }
        depth += 1
        defer { depth -= 1 }
        if take("?=") { return try lookAhead(isWanted: true) }
        if take("?!") { return try lookAhead(isWanted: false) }
        var number: Int?
        if !take("?:") {
            if take("?P<") || (rest.starts(with: "?<".utf8) && !isLookBehind && take("?<")) {
                try skipGroupName()
            } else if rest.first == UInt8(ascii: "?") {
                throw problem("'(?' is known only as '(?:', '(?<name>', '(?=' and '(?!': put a '\\' before it")
            }
            guard !isInLookAhead else { throw problem("a look-ahead captures nothing: write '(?:' for its groups") }
            captureCount += 1
            number = captureCount
        }
        let body = try groupBody()
        // A place within brackets can be repeated, though that asks no more than once.
        return number.map { .capture(body, $0) } ?? .sequence([body])
    }

    /// Reads what is in a group, and what closes it.
    private mutating func groupBody() throws(NameExpressionError) -> ExpressionNode {
        let body = try alternatives()
        guard take(")") else { throw problem("a '(' is never closed") }
        return body
    }

    /// Reads a group that looks ahead, behind what says so.
    private mutating func lookAhead(isWanted: Bool) throws(NameExpressionError) -> ExpressionNode {
        guard !isInLookAhead else { throw problem("a look-ahead within another one is not known") }
        isInLookAhead = true
        defer { isInLookAhead = false }
        return .lookAhead(try groupBody(), isWanted: isWanted)
    }

    /// Whether a group that looks behind it begins here.
    private var isLookBehind: Bool { rest.starts(with: "?<=".utf8) || rest.starts(with: "?<!".utf8) }

    /// Skips the name of a group and what closes it.
    private mutating func skipGroupName() throws(NameExpressionError) {
        let name = rest.prefix { OctetSet.word.contains($0) }
        rest = rest.dropFirst(name.count)
        guard !name.isEmpty, take(">") else { throw problem("the name of a group must be a word with '>' behind it") }
    }

    /// Reads how often a part comes, if that is said.
    private mutating func repetition(of part: ExpressionNode) throws(NameExpressionError) -> ExpressionNode {
        guard let (least, most) = try bounds() else { return part }
        switch part {
        case .assertion, .lookAhead: throw problem("a place cannot be repeated")
        case .octet, .sequence, .alternatives, .capture, .repetition: break
        }
        let isGreedy = !take("?")
        if take("+") {
            throw problem("'+' behind a repetition means nothing: put round brackets around what is repeated")
        }
        if take("*") || take("?") || rest.first == UInt8(ascii: "{") {
            throw problem("a repetition cannot be repeated: put round brackets around it")
        }
        return .repetition(part, least: least, most: most, isGreedy: isGreedy)
    }

    /// Reads a repetition's bounds.
    ///
    /// - Returns: nil when none comes next; an upper bound of nil for none.
    private mutating func bounds() throws(NameExpressionError) -> (least: Int, most: Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard take("{") else { return nil }
        let least = try count()
        var most: Int? = least
        if take(",") { most = rest.first == UInt8(ascii: "}") ? nil : try count() }
        guard take("}") else { throw problem("'{' must be followed by '3}', '3,}' or '3,5}': put a '\\' before it") }
        if let most, most < least { throw problem("'{\(least),\(most)}' is the wrong way round") }
        return (least, most)
    }

    /// Reads a number of times.
    private mutating func count() throws(NameExpressionError) -> Int {
        let digits = rest.prefix { OctetSet.digits.contains($0) }
        rest = rest.dropFirst(digits.count)
        guard let count = Int(String(decoding: digits, as: UTF8.self)) else {
            throw problem("'{' must be followed by '3}', '3,}' or '3,5}': put a '\\' before it")
        }
        guard count <= Self.maximumCount else { throw problem("nothing comes more than \(Self.maximumCount) times") }
        return count
    }
}
