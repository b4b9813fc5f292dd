import Synchronization

/// The texts of all secrets that this process has held, and the one place that hides them in what it writes.
///
/// A service, a proxy or a program may give a secret back in any shape: cut short, in base64, with its `/` escaped. So
/// every run of 12 bytes or more of a secret is hidden, whatever it stands in. The register is the process's own: a
/// secret is one for every output, and an output that had to be told of secrets could be forgotten.
package enum KnownSecrets {
    /// What stands in the place of a secret.
    package static let mark = "<redacted>"

    /// The fewest bytes of a secret that are hidden; a shorter secret is not known.
    package static let shortestRun = 12

    /// How much of one secret is known, in bytes: sixteen times the longest session token seen.
    static let longestSecret = 32_768

    /// The pieces of all secrets.
    private static let pieces = Mutex(SecretPieces())

    /// Takes a secret up; from now on it is hidden.
    static func add(_ secret: String) {
        guard secret.utf8.count >= shortestRun else { return }
        pieces.withLock { $0.add(Array(secret.utf8.prefix(longestSecret))) }
    }

    /// Gives the text with `<redacted>` for each run of a secret.
    package static func hidden(in text: String) -> String {
        let pieces = pieces.withLock { $0 }
        guard !pieces.isEmpty, text.utf8.count >= shortestRun else { return text }
        var runs = pieces.runs(in: text.utf8Span.span)
        if text.utf8.contains(where: EscapedText.opensEscape) {
            var decoded = EscapedText(Array(text.utf8))
            // A text inside a text inside a text: what is escaped more often nobody reads as a token any more.
            for _ in 0..<3 where decoded.unescape() {
                runs += pieces.runs(in: decoded.bytes.span).map(decoded.source)
            }
        }
        return runs.isEmpty ? text : replacing(runs, in: text)
    }

    /// Puts the mark in the place of ranges of bytes, which may overlap and cut characters in two.
    private static func replacing(_ runs: [Range<Int>], in text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var end = 0
        for run in runs.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if run.lowerBound >= end {
                result += bytes[end..<run.lowerBound]
                result += mark.utf8
            }
            end = max(end, run.upperBound)
        }
        result += bytes[end...]
        return String(decoding: result, as: UTF8.self)
    }
}

/// The pieces of eight bytes that secrets are made of, in every alphabet that a secret is written in.
private struct SecretPieces {
    /// How many bytes a piece has: as many as a word of the machine.
    private static let length = 8
    /// How many pieces in a row make a run.
    private static let fewest = KnownSecrets.shortestRun - length + 1
    /// The most pieces that are kept, some 50 MB; keys that are renewed every minute for days do not fill the memory.
    private static let capacity = 2_000_000

    /// The pieces, without the difference between upper and lower case.
    private var pieces: Set<UInt64> = []
    /// Whether a piece may be there, by its hash: nearly every piece of a text without secrets is answered by this.
    private var filter = [Bool](repeating: false, count: 1 << filterBits)
    /// The binary logarithm of the size of the filter: 64 KiB.
    private static let filterBits = 16
    /// The secrets whose pieces these are.
    private var secrets: Set<[UInt8]> = []

    /// Whether no secret is known.
    var isEmpty: Bool { pieces.isEmpty }

    /// Takes up the pieces of a secret as it is, in base64 (RFC 4648, sections 4 and 5) and in hexadecimal digits.
    mutating func add(_ secret: [UInt8]) {
        guard pieces.count < Self.capacity, secrets.insert(secret).inserted else { return }
        insert(secret)
        insert(secret.flatMap { byte in [byte >> 4, byte & 0xF].map { Self.hexadecimal[Int($0)] } })
        for alphabet in [Self.base64, Self.base64URL] {
            // In a longer text the secret may begin at any of the three places of a group.
            for skipped in 0..<3 { insert(Self.encoded(secret.dropFirst(skipped), alphabet)) }
        }
    }

    /// Finds the runs of secrets in a text.
    ///
    /// - Returns: ranges of bytes in ascending order; none when there is no secret.
    func runs(in text: Span<UInt8>) -> [Range<Int>] {
        guard mayHoldRun(text) else { return [] }
        var runs: [Range<Int>] = []
        var word: UInt64 = 0
        // How many pieces in a row ended before the byte at the index.
        var count = 0
        for index in 0..<text.count {
            word = Self.next(word, text[index])
            guard index >= Self.length - 1 else { continue }
            if contains(word) {
                count += 1
            } else {
                if count >= Self.fewest { runs.append(index - Self.length - count + 1..<index) }
                count = 0
            }
        }
        if count >= Self.fewest { runs.append(text.count - Self.length - count + 1..<text.count) }
        return runs
    }

    /// Takes up all pieces of a text.
    private mutating func insert(_ bytes: [UInt8]) {
        var word: UInt64 = 0
        for (index, byte) in bytes.enumerated() {
            word = Self.next(word, byte)
            if index >= Self.length - 1, pieces.insert(word).inserted { filter[Self.hash(word)] = true }
        }
    }

    /// Whether a text holds a piece where one must be if there is a run: of a run's pieces in a row, one is looked at.
    private func mayHoldRun(_ text: Span<UInt8>) -> Bool {
        var word: UInt64 = 0
        for index in 0..<text.count {
            word = Self.next(word, text[index])
            if index % Self.fewest == Self.fewest - 1, index >= Self.length - 1, contains(word) { return true }
        }
        return false
    }

    /// Whether a piece is one of a secret's.
    private func contains(_ word: UInt64) -> Bool {
        filter[Self.hash(word)] && pieces.contains(word)
    }

    /// The place of a piece in the filter: the upper bits of a product with 2^64 divided by the golden ratio.
    private static func hash(_ word: UInt64) -> Int {
        Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> (64 - filterBits))
    }

    /// Moves a piece on by one byte; bit 5 is what upper and lower case differ in.
    private static func next(_ word: UInt64, _ byte: UInt8) -> UInt64 {
        word << 8 | UInt64(byte | 0x20)
    }

    /// Encodes whole groups of three bytes in base64; what is left over depends on what follows in the text.
    private static func encoded(_ bytes: ArraySlice<UInt8>, _ alphabet: [UInt8]) -> [UInt8] {
        var encoded: [UInt8] = []
        var rest = bytes
        while rest.count >= 3 {
            let group = rest.prefix(3).reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
            for shift in [18, 12, 6, 0] as [UInt32] { encoded.append(alphabet[Int(group >> shift & 0x3F)]) }
            rest = rest.dropFirst(3)
        }
        return encoded
    }

    /// The digits of hexadecimal numbers.
    private static let hexadecimal = Array("0123456789abcdef".utf8)
    /// The alphabet of RFC 4648, section 4.
    private static let base64 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    /// The alphabet of RFC 4648, section 5.
    private static let base64URL = Array(base64.dropLast(2)) + Array("-_".utf8)
}
