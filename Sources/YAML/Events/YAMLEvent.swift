/// One step through a YAML stream, and where in the text it was found.
package struct YAMLEvent: Hashable, Sendable {
    /// What was found.
    package var content: YAMLEventContent
    /// Where it begins.
    package var start: YAMLMark
    /// Where it ends: the place after its last character.
    package var end: YAMLMark

    /// Makes an event from its parts.
    package init(_ content: YAMLEventContent, start: YAMLMark, end: YAMLMark) {
        self.content = content
        self.start = start
        self.end = end
    }
}
