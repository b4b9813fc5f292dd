import CleanupManifest
import FoundationEssentials
import Support

/// Writes YAML in block style, member by member; a mapping that gets no member is left out.
struct YAMLBlock {
    /// What has been written since the last `take`.
    private var text = ""
    private var indent = ""
    /// What the next member begins with instead, as the first of a list's item; nil when it is none.
    private var opening: String?

    /// Hands over what has been written, and starts anew.
    mutating func take() -> String {
        defer { text = "" }
        return text
    }

    /// Writes a member whose value is YAML already.
    mutating func member(_ key: String, _ value: String) {
        text += "\(opening ?? indent)\(key):\(value.isEmpty ? "" : " ")\(value)\n"
        opening = nil
    }

    mutating func add(_ members: [ManifestMember]) {
        for member in members {
            let key = member.isOwnKey ? YAMLText.quoted(member.key) : member.key
            guard case .mapping(let members) = member.value else {
                self.member(key, Self.text(of: member.value))
                continue
            }
            var inner = YAMLBlock()
            inner.indent = indent + "  "
            inner.add(members)
            self.member(key, "")
            text += inner.text
        }
    }

    private static func text(of value: ManifestValue) -> String {
        switch value {
        case .word(let word, let comment): comment.map { "\(word)  # \(YAMLText.comment($0))" } ?? word
        case .name(let name): YAMLText.plain(name)
        case .text(let text): YAMLText.quoted(text)
        // In digits, however small the number is.
        case .number(let number): "\(number)".contains("e") ? "\(Decimal(number))" : "\(number)"
        case .list(let values): "[\(values.map(text).joined(separator: ", "))]"
        case .mapping: preconditionFailure("a mapping has members, each on a line of its own")
        }
    }

    /// Writes an item of a list that is a mapping, with a comment above it when there is one.
    mutating func item(_ comment: String? = nil, _ members: (inout YAMLBlock) -> Void) {
        var inner = YAMLBlock()
        inner.indent = indent + "    "
        inner.opening = indent + "  - "
        members(&inner)
        if let comment { text += "\(indent)  \(comment)\n" }
        text += inner.text
    }
}
