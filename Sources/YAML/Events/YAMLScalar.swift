/// A scalar as it is written: its text without quotes and escapes, and never a guess at its type.
package struct YAMLScalar: Hashable, Sendable {
    /// The text; it may be empty and may hold any character, NUL too.
    package var text: String
    /// How the text is written.
    package var style: YAMLScalarStyle
    /// The anchor and tag before it.
    package var properties: YAMLNodeProperties

    /// Makes a scalar; by default a plain one without properties.
    package init(
        _ text: String,
        style: YAMLScalarStyle = .plain,
        properties: YAMLNodeProperties = YAMLNodeProperties()
    ) {
        self.text = text
        self.style = style
        self.properties = properties
    }
}
