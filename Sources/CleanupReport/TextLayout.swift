/// What text must fit: a terminal's width, its colours and its characters.
package struct TextLayout: Hashable, Sendable {
    /// The narrowest width that anything is laid out for, in columns.
    package static let minimumWidth = 40

    /// A text file: 80 columns, no colours, UTF-8.
    package static let file = TextLayout(width: 80, style: .plain, usesUnicode: true)

    /// How many columns a line may take, at least `minimumWidth`.
    package let width: Int
    /// Whether text is coloured.
    package let style: TextStyle
    /// Whether text may hold more than ASCII; without it what is not ASCII becomes `?`.
    package let usesUnicode: Bool

    /// Makes a layout; a width below the minimum counts as the minimum.
    package init(width: Int, style: TextStyle, usesUnicode: Bool) {
        self.width = max(width, Self.minimumWidth)
        self.style = style
        self.usesUnicode = usesUnicode
    }

    /// What stands for text that was cut off.
    var ellipsis: String { usesUnicode ? "…" : "..." }
}
