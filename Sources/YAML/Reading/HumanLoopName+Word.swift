package import HumanLoops

extension HumanLoopName {
    /// Takes the name that a word is, when nothing is to be said of it.
    ///
    /// - Returns: nil when the word is no name, or one that other tools read as something else.
    package init?(_ word: YAMLWord) {
        let octets = NameOctets(word.words, count: word.count)
        if PlainReading.isConceivable(of: octets) {
            let text = octets.text
            guard text != "null", PlainReading(of: text) == nil else { return nil }
        }
        self.init(octets)
    }
}

extension PlainReading {
    /// Whether some tool may take a text for something else: what costs little to find out of most names.
    fileprivate static func isConceivable(of octets: NameOctets) -> Bool {
        guard octets.count > longestKeyword else { return true }
        return !isLetter(octets[0]) && !(1..<octets.count).contains { isForeignToNumbers(octets[$0]) }
    }

    /// Whether a byte stands in no number, whatever its base, and in no day.
    private static func isForeignToNumbers(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "g")...UInt8(ascii: "z")).contains(byte) && byte != UInt8(ascii: "o") && byte != UInt8(ascii: "x")
    }
}
