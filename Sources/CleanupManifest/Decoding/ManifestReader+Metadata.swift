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
