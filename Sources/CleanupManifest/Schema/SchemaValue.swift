/// A JSON value whose keys keep their order, so that a schema is written as it is meant to be read.
indirect enum SchemaValue: Sendable {
    /// A text.
    case text(String)
    /// A whole number.
    case number(Int)
    /// A number with a fraction.
    case decimal(Double)
    /// `true` or `false`.
    case flag(Bool)
    /// Values in order.
    case list([SchemaValue])
    /// Keys with their values, in order.
    case object([(key: String, value: SchemaValue)])

    /// Writes the value as indented JSON.
    ///
    /// - Parameter indent: the blanks in front of the lines after the first.
    /// - Returns: the text, without a line feed at its end.
    func rendered(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .text(let text): return Self.quoted(text)
        case .number(let number): return String(number)
        case .decimal(let number): return "\(number)"
        case .flag(let flag): return flag ? "true" : "false"
        case .list(let items):
            let lines = items.map { $0.rendered(indent: inner) }
            let isShort = lines.allSatisfy { !$0.contains("\n") } && lines.map(\.utf8.count).reduce(0, +) < 90
            if isShort { return "[\(lines.joined(separator: ", "))]" }
            return "[\n\(lines.map { inner + $0 }.joined(separator: ",\n"))\n\(indent)]"
        case .object(let fields):
            if fields.isEmpty { return "{}" }
            let lines = fields.map { "\(inner)\(Self.quoted($0.key)): \($0.value.rendered(indent: inner))" }
            return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
        }
    }

    /// Puts a text of printable characters between quotes.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
