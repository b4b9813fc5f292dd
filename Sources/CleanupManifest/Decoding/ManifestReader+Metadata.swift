import Support
import YAML

extension ManifestReader {
    /// How many labels a manifest may have.
    static let maximumLabels = 64

    /// Reads `metadata`.
    mutating func readMetadata(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: MetadataKey.self) else { return }
        while let field = fields.next() {
            switch field.key {
            case .name:
                let expected = "a manifest's name such as dup-batch-2026-11"
                // A name that is wrong has been reported; the name of the file is not asked for then.
                name = yaml.value(field.value, as: .label(expected)) ?? ""
                namePlace = TextPlace(field.value)
            case .owner: details.owner = yaml.value(field.value, as: .text)
            case .ticket: details.ticket = yaml.value(field.value, as: .text)
            case .description: details.description = yaml.value(field.value, as: .text)
            case .labels: readLabels(field.value)
            }
        }
    }

    /// Reads `metadata.labels`.
    private mutating func readLabels(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: LabelKey.self) else { return }
        while let field = fields.next() {
            guard details.labels.count < Self.maximumLabels else {
                let message = "'labels' has more than \(Self.maximumLabels) labels: this one is too many"
                yaml.report(.label, at: field.position, message)
                return
            }
            let key = field.key.rawValue
            if !field.key.isWord {
                let message = "a label's key must be a word such as team (is \(SanitizedText.quoted(key)))"
                let help = "use up to 63 letters, digits, '-', '_', '.' and '/', with a letter or a digit at each end"
                yaml.report(.label, at: field.position, message, length: max(1, key.unicodeScalars.count), help: help)
            }
            guard let value = yaml.value(field.value, as: .text) else { continue }
            details.labels.append(ManifestLabel(key: key, value: value))
        }
    }
}

/// The keys of `metadata`.
enum MetadataKey: String, MappingKey {
    /// The manifest's name.
    case name
    /// Who answers for the manifest.
    case owner
    /// Where the clean-up was asked for.
    case ticket
    /// What the clean-up is for.
    case description
    /// Words to group reports by.
    case labels
}

/// A key of `metadata.labels`: any text, until it has been looked at as a word.
struct LabelKey: MappingKey {
    /// No key is known beforehand.
    static let allCases: [LabelKey] = []

    /// The key as it is written.
    let rawValue: String

    /// Takes any text.
    init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Whether the key is 1 to 63 ASCII letters, digits, `-`, `_`, `.` and `/`, with a letter or a digit at each end.
    var isWord: Bool {
        let bytes = rawValue.utf8
        guard (1...63).contains(bytes.count), let first = bytes.first, let last = bytes.last else { return false }
        return Self.isAlphanumeric(first) && Self.isAlphanumeric(last)
            && bytes.allSatisfy { Self.isAlphanumeric($0) || "-_./".utf8.contains($0) }
    }

    /// Whether a byte is an ASCII letter or digit.
    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
