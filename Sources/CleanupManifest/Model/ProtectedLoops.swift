package import HumanLoops
import YAML

/// Which loops a manifest's guards never let a run touch.
package struct ProtectedLoops: Sendable, Hashable {
    package var names: [NamePattern]
    package var flowDefinitionARNs: [String]
    /// Accounts whose loops are not even looked at.
    package var accounts: [String]

    package init(names: [NamePattern] = [], flowDefinitionARNs: [String] = [], accounts: [String] = []) {
        self.names = names
        self.flowDefinitionARNs = flowDefinitionARNs
        self.accounts = accounts
    }

    /// Says why no loop of an account may be looked at; nil when they may.
    ///
    /// The account is nil when no one has told it.
    package func reason(protecting account: String?) -> String? {
        guard !accounts.isEmpty else { return nil }
        guard let account else {
            return "the account is not known, and guards.protect.accounts is set: say it with target.account"
        }
        return accounts.contains(account) ? "account \(account) is protected by guards.protect.accounts" : nil
    }

    /// Says what protects a loop, with the pattern or the ARN as the manifest writes it; nil when nothing does.
    ///
    /// The service may not tell a flow definition, which is nil then.
    package func reason(protecting name: HumanLoopName, flowDefinitionARN: String?) -> String? {
        if let pattern = names.first(where: { $0.matches(name.rawValue) }) { return "protected by '\(pattern.text)'" }
        guard !flowDefinitionARNs.isEmpty else { return nil }
        guard let flowDefinitionARN else {
            return "its flow definition is not told, and guards.protect.flowDefinitions is set"
        }
        return flowDefinitionARNs.contains(flowDefinitionARN) ? "protected by '\(flowDefinitionARN)'" : nil
    }
}

/// A pattern of names as a shell writes it: `*` stands for any run of characters, `?` for exactly one.
package struct NamePattern: Sendable, Hashable {
    package let text: String

    /// Whether the pattern stands for the whole of a text.
    ///
    /// Time is bounded by the product of both lengths: only the last `*` is ever gone back to.
    package func matches(_ candidate: String) -> Bool {
        let pattern = Array(text.unicodeScalars)
        let name = Array(candidate.unicodeScalars)
        var (patternIndex, nameIndex) = (0, 0)
        var retry: (patternIndex: Int, nameIndex: Int)?
        while nameIndex < name.count {
            if patternIndex < pattern.count, pattern[patternIndex] == "*" {
                patternIndex += 1
                retry = (patternIndex, nameIndex)
            } else if patternIndex < pattern.count,
                pattern[patternIndex] == "?" || pattern[patternIndex] == name[nameIndex]
            {
                patternIndex += 1
                nameIndex += 1
            } else if let last = retry {
                patternIndex = last.patternIndex
                nameIndex = last.nameIndex + 1
                retry = (last.patternIndex, nameIndex)
            } else {
                return false
            }
        }
        return pattern[patternIndex...].allSatisfy { $0 == "*" }
    }
}

/// The keys of `guards.protect`.
enum ProtectKey: String, SectionKey {
    case names, flowDefinitions, accounts

    var schema: SchemaNode {
        switch self {
        case .names: .list(.namePattern).describing("Patterns of names: '*' stands for any characters, '?' for one.")
        case .flowDefinitions:
            .list(.flowDefinitionARN)
                .describing("ARNs of flow definitions; a loop whose flow definition is not told is refused too.")
        case .accounts: .list(.account).describing("Accounts that are never entered: the run is refused.")
        }
    }

    func written(_ protected: ProtectedLoops) -> ManifestValue? {
        switch self {
        case .names: .list(of: protected.names.map { .text($0.text) })
        case .flowDefinitions: .list(of: protected.flowDefinitionARNs.map { .text($0) })
        case .accounts: .list(of: protected.accounts.map { .text($0) })
        }
    }
}

extension ManifestReader {
    mutating func readProtect(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: ProtectKey.self) else { return }
        while let field = fields.next() {
            guard let items = yaml.sequence(field.value) else { continue }
            while let item = items.next() {
                switch field.key {
                case .names:
                    guard let pattern = yaml.value(item, as: NamePatternGrammar()) else { continue }
                    guards.protect.names.append(pattern)
                case .flowDefinitions:
                    guard let arn = yaml.value(item, as: .arn(of: .flowDefinition)) else { continue }
                    guards.protect.flowDefinitionARNs.append(arn.description)
                case .accounts:
                    guard let account = yaml.value(item, as: .account) else { continue }
                    guards.protect.accounts.append(account)
                }
            }
        }
    }
}
