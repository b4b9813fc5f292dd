/// A short plain scalar on one line, without anchor and tag: what nearly all the items of long lists are.
package struct YAMLWord: Hashable, Sendable {
    /// How many bytes the longest one has.
    package static let maximumLength = 63

    /// The text as it is written, at least one byte.
    package var text: String
    /// Where it begins.
    package var start: YAMLMark
    /// Where it ends: the place after its last character.
    package var end: YAMLMark

    /// Makes a word from its parts.
    package init(_ text: String, start: YAMLMark, end: YAMLMark) {
        self.text = text
        self.start = start
        self.end = end
    }

    /// The same as an event like all others.
    package var event: YAMLEvent { YAMLEvent(.scalar(YAMLScalar(text)), start: start, end: end) }
}
