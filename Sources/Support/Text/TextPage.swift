/// Text for a person, made line by line; all that goes in is made harmless and fits the layout.
package struct TextPage {
    package let layout: TextLayout
    private var bytes: [UInt8] = []
    /// Whether the page holds nothing yet, handed over or not.
    private var isEmpty = true

    package init(_ layout: TextLayout) { self.layout = layout }

    /// Hands over the lines so far, and goes on after them.
    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// Adds an empty line, but not at the top.
    package mutating func gap() { if !isEmpty { append("") } }

    /// Adds one line and cuts off what does not fit.
    package mutating func line(_ text: String, _ tone: TextTone = .plain, indent: Int = 0) {
        let fitted = layout.fitted(text, to: layout.width - indent)
        append(String(repeating: " ", count: indent) + layout.style.paint(fitted, tone))
    }

    /// Adds sentences, broken between words; lines after the first are indented further by `hanging`.
    package mutating func paragraph(_ text: String, _ tone: TextTone = .plain, indent: Int = 0, hanging: Int = 0) {
        let lines = layout.wrapped(text, to: layout.width - indent - hanging)
        for (index, line) in lines.enumerated() {
            let margin = String(repeating: " ", count: index == 0 ? indent : indent + hanging)
            append(margin + layout.style.paint(line, tone))
        }
    }

    /// Adds a command to be copied: harmless, but never cut or broken.
    package mutating func command(_ text: String, indent: Int) {
        let whole = layout.fitted(text, to: .max)
        append(String(repeating: " ", count: indent) + layout.style.paint(whole, .strong))
    }

    /// Adds the titles of a table, if it has any.
    package mutating func header(of table: TextTable) { if let header = table.header { append(header) } }

    /// Adds a row of a table.
    package mutating func row(_ row: [TextCell], of table: TextTable) {
        for line in table.lines(of: row) { append(line) }
    }

    /// Adds a finished line.
    private mutating func append(_ line: String) {
        bytes.append(contentsOf: line.utf8)
        bytes.append(UInt8(ascii: "\n"))
        isEmpty = false
    }
}
