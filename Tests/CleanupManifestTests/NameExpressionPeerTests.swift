import CleanupManifest
import HumanLoops
import Testing
import TestSupport

/// Expressions and names of chance, searched here and by the standard library, which must agree.
@Suite("NameExpression beside Regex")
struct NameExpressionPeerTests {
    /// An expression of chance.
    private struct Chance {
        /// The expression.
        var text = ""
        /// Whether it may be found without taking a character.
        var canBeEmpty = true
    }

    /// Makes an expression.
    private static func expression(_ depth: Int, _ generator: inout SeededGenerator) -> Chance {
        (0..<Int.random(in: 1...3, using: &generator)).reduce(into: Chance()) { whole, _ in
            let part = part(depth, &generator)
            whole.text += part.text
            whole.canBeEmpty = whole.canBeEmpty && part.canBeEmpty
        }
    }

    /// Makes a part of an expression.
    ///
    /// What may be empty is not repeated: whether the last time counts that took nothing, each tool decides for itself.
    private static func part(_ depth: Int, _ generator: inout SeededGenerator) -> Chance {
        var part = atom(depth, &generator)
        guard !part.canBeEmpty else { return part }
        let repetitions = ["", "", "", "+", "+?", "{2}", "{1,2}", "{2,}", "*", "?", "*?", "??", "{0,2}?"]
        let index = Int.random(in: 0..<repetitions.count, using: &generator)
        part.text += repetitions[index]
        part.canBeEmpty = index > 7
        return part
    }

    /// Makes a part that is not repeated.
    private static func atom(_ depth: Int, _ generator: inout SeededGenerator) -> Chance {
        let octets = ["a", "b", "0", "-", ".", "[ab]", "[^a]", "\\d", "\\w", "[a0-]"]
        switch depth > 0 ? Int.random(in: 0..<8, using: &generator) : 7 {
        case 0, 1:
            let body = expression(depth - 1, &generator)
            let opening = Bool.random(using: &generator) ? "(" : "(?:"
            return Chance(text: "\(opening)\(body.text))", canBeEmpty: body.canBeEmpty)
        case 2:
            let (one, other) = (expression(depth - 1, &generator), expression(depth - 1, &generator))
            return Chance(text: "(\(one.text)|\(other.text))", canBeEmpty: one.canBeEmpty || other.canBeEmpty)
        case 3:
            let places = ["^", "$", "\\b", "\\B", "(?=a)", "(?!a)", "(?=.*b.?$)", "(?!b|-)"]
            return Chance(text: places.randomElement(using: &generator) ?? "")
        default:
            return Chance(text: octets.randomElement(using: &generator) ?? "a", canBeEmpty: false)
        }
    }

    /// Makes a name without two hyphens side by side, between which the standard library sees the edge of a word.
    private static func name(_ generator: inout SeededGenerator) -> String {
        let middle = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
            ["a", "b", "0", "-a", "c"].randomElement(using: &generator) ?? "a"
        }
        return "a\(middle.joined())b"
    }

    @Test("both find the same, and capture the same", arguments: 0..<2_000 as Range<UInt64>)
    func agrees(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let text = Self.expression(3, &generator).text
        guard text.count <= 256 else { return }
        let (expression, peer) = (try NameExpression(text), try Regex(text))
        for _ in 0..<5 {
            let name = Self.name(&generator)
            let match = name.firstMatch(of: peer)
            let (isFound, found): (Bool, String?)
            do {
                (isFound, found) = (
                    try expression.isFound(in: .sample(name)), try expression.firstCapture(in: .sample(name))
                )
            } catch {
                // What repeats a repetition of nothing is given up, and tells nothing; few expressions of chance do.
                #expect(seed == 484, "\(error)")
                continue
            }
            let capture = match.flatMap { $0.output.count > 1 ? $0.output[1].substring : nil }
            #expect(isFound == (match != nil), "\(text) in \(name)")
            #expect(found == capture.map { String($0) }, "\(text) in \(name)")
        }
    }
}
