import YAML

extension YAMLEvent {
    /// The event as the YAML test suite writes it, such as `=VAL :text`; the suite's marks for flow style are left out.
    var notation: String {
        switch content {
        case .streamStart: "+STR"
        case .streamEnd: "-STR"
        case .documentStart(let start): start.isImplicit ? "+DOC" : "+DOC ---"
        case .documentEnd(let isImplicit): isImplicit ? "-DOC" : "-DOC ..."
        case .alias(let name): "=ALI *\(name)"
        case .scalar(let scalar): "=VAL\(Self.notation(scalar.properties)) \(Self.notation(scalar))"
        case .sequenceStart(let properties): "+SEQ\(Self.notation(properties))"
        case .sequenceEnd: "-SEQ"
        case .mappingStart(let properties): "+MAP\(Self.notation(properties))"
        case .mappingEnd: "-MAP"
        }
    }

    /// Writes an anchor and a tag.
    private static func notation(_ properties: YAMLNodeProperties) -> String {
        (properties.anchor.map { " &\($0)" } ?? "") + (properties.tag.map { " <\($0)>" } ?? "")
    }

    /// Writes a scalar's style and its escaped text.
    private static func notation(_ scalar: YAMLScalar) -> String {
        let style =
            switch scalar.style {
            case .plain: ":"
            case .singleQuoted: "'"
            case .doubleQuoted: "\""
            case .literal: "|"
            case .folded: ">"
            }
        return scalar.text.unicodeScalars.reduce(into: style) { text, character in
            switch character {
            case "\\": text += "\\\\"
            case "\0": text += "\\0"
            case "\u{8}": text += "\\b"
            case "\t": text += "\\t"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            default: text.unicodeScalars.append(character)
            }
        }
    }
}
