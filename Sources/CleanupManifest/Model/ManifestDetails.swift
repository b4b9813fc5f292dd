import Support
import YAML

/// What a manifest says of itself besides its name: copied to every report; nothing is decided by it.
package struct ManifestDetails: Sendable, Hashable {
    /// Who answers for the clean-up.
    package var owner: String?
    /// Where it was asked for.
    package var ticket: String?
    /// What it is for.
    package var description: String?
    /// The author's own labels, in the order of the manifest.
    package var labels: [ManifestLabel] = []

    package init() {}

    init(owner: String? = nil, ticket: String? = nil, description: String? = nil, labels: [ManifestLabel]) {
        (self.owner, self.ticket, self.description, self.labels) = (owner, ticket, description, labels)
    }
}

/// One of the author's own labels of a manifest.
package struct ManifestLabel: Sendable, Hashable {
    /// Once in a manifest.
    package var key: String
    package var value: String
}

/// The account and region that a manifest says its loops are in; compared with the ARN of every loop described.
package struct CleanupTarget: Sendable, Hashable {
    /// The account's twelve digits; nil when neither `target` nor an ARN of the manifest says.
    package var account: String?
    /// The region; nil when neither `target` nor an ARN says: the flag, the environment or the profile does.
    package var region: String?

    package init(account: String? = nil, region: String? = nil) {
        self.account = account
        self.region = region
    }

    /// Whether another target can be the same account and region: nothing that both say differs.
    package func mayBe(_ other: CleanupTarget) -> Bool {
        (account ?? other.account) == (other.account ?? account) && (region ?? other.region) == (other.region ?? region)
    }
}

/// The keys of `metadata`.
enum MetadataKey: String, SectionKey {
    case name, owner, ticket, description, labels

    var schema: SchemaNode {
        switch self {
        case .name: .word.describing("The lock, the report and the confirmation word; the file's name without it.")
        case .owner: .freeText.describing("Who answers for the clean-up; copied to every report.")
        case .ticket: .freeText.describing("Where the clean-up was asked for; copied to every report.")
        case .description: .freeText.describing("What the clean-up is for; copied to every report.")
        case .labels: LabelKey.mappingSchema.describing("Your own labels, copied to every report.")
        }
    }

    func written(_ manifest: CleanupManifest) -> ManifestValue? {
        let details = manifest.details
        switch self {
        case .name: return .name(manifest.name)
        case .owner: return details.owner.map { .text($0) }
        case .ticket: return details.ticket.map { .text($0) }
        case .description: return details.description.map { .text($0) }
        case .labels:
            let labels = details.labels.map { ManifestMember(key: $0.key, value: .text($0.value), isOwnKey: true) }
            return labels.isEmpty ? nil : .mapping(labels)
        }
    }
}

/// A key of `metadata.labels`: any text, until it has been looked at as a word.
struct LabelKey: MappingKey {
    /// No key is known beforehand.
    static let allCases: [LabelKey] = []

    let rawValue: String

    /// Whether the key is 1 to 63 ASCII letters, digits, `-`, `_`, `.` and `/`, with a letter or a digit at each end.
    var isWord: Bool {
        let bytes = rawValue.utf8
        let isAlphanumeric: (UInt8) -> Bool = { $0.isASCIILetter || $0.isASCIIDigit }
        guard (1...63).contains(bytes.count), let first = bytes.first, let last = bytes.last else { return false }
        return isAlphanumeric(first) && isAlphanumeric(last)
            && bytes.allSatisfy { isAlphanumeric($0) || "-_./".utf8.contains($0) }
    }

    /// The schema of `metadata.labels`, whose keys are the author's.
    static var mappingSchema: SchemaNode {
        let pattern = "^[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?$"
        return SchemaNode([
            ("type", .text("object")),
            ("additionalProperties", .flag(false)),
            ("patternProperties", .object([(pattern, SchemaNode.freeText.value)])),
            ("maxProperties", .number(ManifestReader.maximumLabels)),
        ])
    }
}

/// The keys of `target`.
enum TargetKey: String, SectionKey {
    case account, region

    static let planned: Set = ["role", "profile"]

    var schema: SchemaNode {
        switch self {
        case .account: .account.describing("The twelve digits of the account, in quotes.")
        case .region: .word.describing("The region; without it that of the flag, the environment or the profile.")
        }
    }

    func written(_ target: CleanupTarget) -> ManifestValue? {
        switch self {
        case .account: target.account.map { .text($0) }
        case .region: target.region.map { .text($0) }
        }
    }
}

extension ManifestReader {
    static let maximumLabels = 64

    mutating func readTarget(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: TargetKey.self) else { return }
        while let field = fields.next() {
            switch field.key {
            case .account: target.account = yaml.value(field.value, as: .account)
            case .region: target.region = yaml.value(field.value, as: .label("a region such as us-east-1"))
            }
        }
    }

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
