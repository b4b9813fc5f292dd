import CleanupManifest
import FoundationEssentials
import HumanLoops
import Support
import YAML

/// Writes YAML in block style, member by member; a mapping that gets no member is left out.
struct YAMLBlock {
    /// What has been written since the last `take`.
    private var text = ""
    private var indent = ""
    /// What the next member begins with instead, as the first of a list's item; nil when it is none.
    private var opening: String?

    init() {}

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

    /// Writes a member that is text; nil leaves the member out.
    mutating func text(_ key: String, _ value: String?) {
        if let value { member(key, YAMLText.quoted(value)) }
    }

    /// Writes a member that is a length of time.
    mutating func duration(_ key: String, _ value: Duration) {
        member(key, value.durationText)
    }

    /// Writes a member that is a number, in digits however small it is.
    mutating func number(_ key: String, _ value: Double) {
        let text = "\(value)"
        member(key, text.contains("e") ? "\(Decimal(value))" : text)
    }

    /// Writes a member that is a list of texts; an empty one is left out.
    mutating func list(_ key: String, _ values: [String]) {
        guard !values.isEmpty else { return }
        member(key, "[\(values.map(YAMLText.quoted).joined(separator: ", "))]")
    }

    /// Writes a member that is a list of words which every reader takes for text; an empty one is left out.
    mutating func words(_ key: String, _ values: [String]) {
        if !values.isEmpty { member(key, "[\(values.joined(separator: ", "))]") }
    }

    /// Writes a member that is the loop which is kept in the place of a duplicate; nil leaves the member out.
    mutating func block(_ key: String, _ kept: KeptDuplicate?) {
        guard let kept else { return }
        block(key) { yaml in
            yaml.member("name", YAMLText.plain(kept.name.rawValue))
            switch kept.status {
            case .inProgress, .stopping, .stopped, .completed, .failed:
                yaml.member("status", kept.status.description)
            case .deleting, .other:
                // A manifest has no word for it. As little of an answer is to be expected of a stopped loop, and that is all
                // which the status decides.
                yaml.member("status", "\(HumanLoopStatus.stopped)  # \(YAMLText.comment(kept.status.description))")
            }
            yaml.member("creationTime", "\(kept.creationTime)")
        }
    }

    /// Writes a member that is a mapping, unless it gets no member.
    mutating func block(_ key: String, _ members: (inout YAMLBlock) -> Void) {
        var inner = YAMLBlock()
        inner.indent = indent + "  "
        members(&inner)
        guard !inner.text.isEmpty else { return }
        member(key, "")
        text += inner.text
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
