package import HumanLoops
package import YAMLEvents

extension HumanLoopName {
    /// Takes the name that a word is, when nothing is to be said of it.
    ///
    /// - Returns: nil when the word is no name, or one that other tools read as something else.
    package init?(_ word: YAMLWord) {
        guard PlainReading(of: word.text) == nil, word.text != "null" else { return nil }
        self.init(word.text)
    }
}
