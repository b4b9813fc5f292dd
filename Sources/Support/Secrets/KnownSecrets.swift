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

    /// How much of one secret is known, in bytes.
    static let longestSecret = 1 << 20
    /// How much of one secret is known in its other alphabets: sixteen times the longest session token seen.
    fileprivate static let longestEncoded = 32_768

    /// The pieces of all secrets.
    private static let pieces = Mutex(SecretPieces())

    /// Takes a secret up; from now on it is hidden.
    static func add(_ secret: String) {
        guard secret.utf8.count >= shortestRun else { return }
        pieces.withLock { $0.add(Array(secret.utf8.prefix(longestSecret))) }
    }

    /// Gives the text with `<redacted>` for each run of a secret, and of others that may be no secrets elsewhere.
    package static func hidden(in text: String, besides others: [String] = []) -> String {
        var pieces = pieces.withLock { $0 }
        for other in others where other.utf8.count >= shortestRun {
            pieces.add(Array(other.utf8.prefix(longestSecret)))
        }
        guard !pieces.isEmpty, text.utf8.count >= shortestRun else { return text }
        var ranges = pieces.ranges(in: text.utf8Span.span)
        if text.utf8.contains(where: EscapedText.opensEscape) {
            var decoded = EscapedText(Array(text.utf8))
            // A text inside a text inside a text: what is escaped more often no longer reads as a token.
            for _ in 0..<3 where decoded.unescape() {
                ranges += pieces.ranges(in: decoded.bytes.span).map(decoded.source)
            }
        }
        return ranges.isEmpty ? text : replacing(ranges, in: text)
    }

    /// Puts the mark in the place of ranges of bytes, which may overlap and cut characters in two.
    private static func replacing(_ ranges: [Range<Int>], in text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var end = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound >= end {
                result += bytes[end..<range.lowerBound]
                result += mark.utf8
            }
            end = max(end, range.upperBound)
        }
        result += bytes[end...]
        return String(decoding: result, as: UTF8.self)
    }
}

/// The runs of twelve bytes that secrets are made of, in every alphabet that a secret is written in.
private struct SecretPieces {
    private static let runLength = KnownSecrets.shortestRun
    /// How many bytes a piece of a run has, which most texts are told apart by: as many as a word of the machine.
    private static let length = 8
    /// Of how many pieces in a row one is looked at: as many as a run has.
    private static let stride = runLength - length + 1
    /// How many runs there may be before old secrets are forgotten, some 100 MB: keys may be renewed for days.
    private static let capacity = 2_000_000
    /// How many of the first secrets are never forgotten: passwords of proxies and endpoints are told only once.
    private static let lastingCount = 16
    /// The longest secret that is never forgotten, in bytes; so many of them leave room for others.
    private static let longestLasting = 4_096

    /// The runs, without the difference between upper and lower case.
    private var runs: Set<UInt128> = []
    private var pieces: Set<UInt64> = []
    /// Whether a piece may be there, by its hash: nearly every piece of a text without secrets is answered by this.
    private var filter = [Bool](repeating: false, count: 1 << filterBits)
    /// The binary logarithm of the size of the filter: 64 KiB.
    private static let filterBits = 16
    /// The secrets whose runs these are, in the order in which they came.
    private var secrets: [[UInt8]] = []

    var isEmpty: Bool { runs.isEmpty }

    /// Takes up the runs of a secret as it is, in base64 (RFC 4648, sections 4 and 5) and in hexadecimal digits.
    mutating func add(_ secret: [UInt8]) {
        guard !secrets.contains(secret) else { return }
        if runs.count >= Self.capacity {
            let lasting = secrets.prefix(Self.lastingCount).filter { $0.count <= Self.longestLasting }
            self = SecretPieces()
            for secret in lasting { add(secret) }
        }
        secrets.append(secret)
        insert(secret)
        let secret = secret.prefix(KnownSecrets.longestEncoded)
        insert(Hexadecimal.encode(secret).utf8)
        for alphabet in [Self.base64, Self.base64URL] {
            // In a longer text the secret may begin at any of the three places of a group.
            for skipped in 0..<3 { insert(Self.encoded(secret.dropFirst(skipped), alphabet)) }
        }
    }

    /// Finds the parts of a text that are of secrets: ranges of bytes in ascending order, which do not overlap.
    func ranges(in text: Span<UInt8>) -> [Range<Int>] {
        guard mayHoldRun(text) else { return [] }
        var ranges: [Range<Int>] = []
        var run: UInt128 = 0
        for index in 0..<text.count {
            run = Self.next(run, text[index])
            guard index >= Self.runLength - 1, runs.contains(run) else { continue }
            let start = index - Self.runLength + 1
            if let last = ranges.last, last.upperBound >= start {
                ranges[ranges.count - 1] = last.lowerBound..<index + 1
            } else {
                ranges.append(start..<index + 1)
            }
        }
        return ranges
    }

    /// Whether a text holds a piece where one must be if there is a run.
    private func mayHoldRun(_ text: Span<UInt8>) -> Bool {
        var start = 0
        while start + Self.length <= text.count {
            var piece: UInt64 = 0
            for index in start..<start + Self.length { piece = piece << 8 | UInt64(text[index] | 0x20) }
            if filter[Self.hash(piece)], pieces.contains(piece) { return true }
            start += Self.stride
        }
        return false
    }

    private mutating func insert(_ bytes: some Sequence<UInt8>) {
        var run: UInt128 = 0
        for (index, byte) in bytes.enumerated() {
            run = Self.next(run, byte)
            guard index >= Self.length - 1 else { continue }
            let piece = UInt64(truncatingIfNeeded: run)
            if pieces.insert(piece).inserted { filter[Self.hash(piece)] = true }
            if index >= Self.runLength - 1 { runs.insert(run) }
        }
    }

    /// Moves a run on by one byte; bit 5 is what upper and lower case differ in.
    private static func next(_ run: UInt128, _ byte: UInt8) -> UInt128 {
        (run << 8 | UInt128(byte | 0x20)) & ((1 << (8 * UInt128(runLength))) - 1)
    }

    /// The place of a piece in the filter: the upper bits of a product with 2^64 divided by the golden ratio.
    private static func hash(_ piece: UInt64) -> Int {
        Int(truncatingIfNeeded: (piece &* 0x9E37_79B9_7F4A_7C15) >> (64 - filterBits))
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

    /// The alphabet of RFC 4648, section 4.
    private static let base64 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    /// The alphabet of RFC 4648, section 5.
    private static let base64URL = Array(base64.dropLast(2)) + Array("-_".utf8)
}
