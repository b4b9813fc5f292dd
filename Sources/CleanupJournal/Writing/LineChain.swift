import Support

/// The chain of a journal's lines: each line ends with a short digest of all bytes of the file before it and of its own.
///
/// The digest is the first eight bytes of a SHA-256, in the member `chain`. A line that was changed, added or lost is found
/// where it is, the last line included.
package struct LineChain: Sendable {
    /// What a line says of all that stands before it.
    enum Link: Sendable, Hashable {
        /// Its digest is that of the bytes before it and of its own.
        case fits
        /// It has no digest.
        case absent
        /// Its digest is another: a line was changed, added or lost.
        case broken
    }

    /// How many hexadecimal digits of the digest a line holds.
    private static let digitCount = 16
    private static let opening = Array(",\"chain\":\"".utf8)
    /// What stands behind the digits: the end of the line.
    private static let closing = Array("\"}\n".utf8)
    /// How many bytes the member takes, with the end of the line.
    private static let tailCount = opening.count + digitCount + closing.count

    private var digest = ContentDigest()

    /// Gives a line, a JSON object with a line feed behind it, its digest as the member `chain`, and takes it in.
    mutating func seal(_ line: [UInt8]) -> [UInt8] {
        var sealed = Array(line.dropLast(2))
        digest.update(sealed)
        let tail = Self.opening + digits + Self.closing
        digest.update(tail)
        sealed += tail
        return sealed
    }

    /// Takes in a line with its line feed, and says whether it is what was written there.
    mutating func check(_ line: [UInt8]) -> Link {
        let tail = line.suffix(Self.tailCount)
        guard tail.starts(with: Self.opening), tail.suffix(Self.closing.count).elementsEqual(Self.closing) else {
            digest.update(line)
            return .absent
        }
        digest.update(Array(line.dropLast(Self.tailCount)))
        let fits = tail.dropFirst(Self.opening.count).prefix(Self.digitCount).elementsEqual(digits)
        digest.update(Array(tail))
        return fits ? .fits : .broken
    }

    /// The digits that say all bytes so far.
    private var digits: Substring.UTF8View.SubSequence { digest.hexadecimal.utf8.prefix(Self.digitCount) }
}

/// The SHA-256 of the `loop_result` lines of a journal: of the bytes of each, its line feed included, in their order.
///
/// Nothing else is hashed, so that it goes on where a part of a run ended, and `grep '"type":"loop_result"' FILE |
/// sha256sum` gives the same.
package struct ResultDigest: Sendable {
    private var digest = ContentDigest()
    package private(set) var count = 0

    /// Takes in a line with its line feed.
    mutating func add(_ line: [UInt8]) {
        digest.update(line)
        count += 1
    }

    /// The digest of all lines so far, in lower-case hexadecimal.
    package var hexadecimal: String { digest.hexadecimal }
}
