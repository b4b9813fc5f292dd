extension ExpressionParser {
    /// Reads what a `\` gives its meaning.
    mutating func escape() throws(NameExpressionError) -> ExpressionNode {
        if take("b") { return .assertion(.wordEdge) }
        if take("B") { return .assertion(.noWordEdge) }
        if take("A") { return .assertion(.start) }
        if take("z") || take("Z") { return .assertion(.end) }
        return .octet(try escapedSet())
    }

    /// Reads a class of characters behind its opening bracket.
    mutating func characterClass() throws(NameExpressionError) -> OctetSet {
        let isInverted = take("^")
        var set = OctetSet()
        repeat {
            guard let octet = rest.first else { throw problem("a '[' is never closed") }
            if octet == UInt8(ascii: "[") || octet == UInt8(ascii: "]") {
                throw problem("put a '\\' before a '[' or ']' that belongs to a class")
            }
            set.formUnion(try classItem())
        } while !take("]")
        return isInverted ? set.inverted : set
    }

    /// Reads a character, a range or a set of a class.
    private mutating func classItem() throws(NameExpressionError) -> OctetSet {
        if take("\\") {
            if let octet = rest.first, OctetSet.word.contains(octet) { return try escapedSet() }
        }
        let first = try octet()
        guard rest.first == UInt8(ascii: "-"), rest.dropFirst().first != UInt8(ascii: "]"), take("-") else {
            return OctetSet(first)
        }
        _ = take("\\")
        let last = try octet()
        guard first.lowerBound <= last.upperBound else { throw problem("a range of a class is the wrong way round") }
        return OctetSet(first.lowerBound...last.upperBound)
    }

    /// Reads the set of characters that a `\` and what follows stand for.
    private mutating func escapedSet() throws(NameExpressionError) -> OctetSet {
        if take("d") { return .digits }
        if take("D") { return OctetSet.digits.inverted }
        if take("w") { return .word }
        if take("W") { return OctetSet.word.inverted }
        if take("s") { return .space }
        if take("S") { return OctetSet.space.inverted }
        let octet = try octet().lowerBound
        if OctetSet.digits.contains(octet) { throw problem("back-references are not known") }
        if OctetSet.word.contains(octet) {
            let letter = String(decoding: [octet], as: UTF8.self)
            throw problem("'\\\(letter)' is not known: known are \\d \\D \\w \\W \\s \\S \\b \\B \\A \\z")
        }
        return OctetSet(octet...octet)
    }
}
