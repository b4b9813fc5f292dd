/// An Amazon Resource Name taken apart: `arn:partition:service:region:account-id:resource`.
package struct AmazonResourceName: Hashable, Sendable, CustomStringConvertible {
    /// The group of regions: `aws`, `aws-cn`, `aws-us-gov`, ….
    package let partition: String
    /// The service's namespace; `sagemaker` for human loops and flow definitions.
    package let service: String
    /// The region; empty for what belongs to none.
    package let region: String
    /// The twelve digits of the account; empty for what belongs to none.
    package let account: String
    /// All that follows the account, such as `human-loop/dup-000019`.
    package let resource: String

    /// Takes text apart at its first five colons; nil without `arn:`, a partition, a service or a resource.
    package init?(_ text: some StringProtocol) {
        var rest = Substring(text).utf8
        guard Self.cut(&rest) == "arn",
            let partition = Self.cut(&rest), !partition.isEmpty,
            let service = Self.cut(&rest), !service.isEmpty,
            let region = Self.cut(&rest),
            let account = Self.cut(&rest),
            !rest.isEmpty
        else { return nil }
        self.partition = partition
        self.service = service
        self.region = region
        self.account = account
        resource = String(Substring(rest))
    }

    /// Takes out what stands in front of the first colon; nil when there is none.
    private static func cut(_ text: inout Substring.UTF8View) -> String? {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        defer { text = text[text.index(after: colon)...] }
        return String(Substring(text[..<colon]))
    }

    package var description: String { "arn:\(partition):\(service):\(region):\(account):\(resource)" }

    /// The human loop's name; nil when this is the ARN of something else, or the name is not a legal one.
    package var humanLoopName: HumanLoopName? { name(ofKind: "human-loop/").flatMap { HumanLoopName($0) } }

    /// What a human loop's name is appended to: `arn:aws:sagemaker:us-east-1:123456789012:human-loop/`.
    package var humanLoopPrefix: String { "arn:\(partition):\(service):\(region):\(account):human-loop/" }

    /// The flow definition's name; nil when this is the ARN of something else.
    package var flowDefinitionName: String? { name(ofKind: "flow-definition/") }

    /// The part of the resource after a prefix that names its kind.
    private func name(ofKind prefix: String) -> String? {
        guard service == "sagemaker", resource.hasPrefix(prefix) else { return nil }
        let name = resource.dropFirst(prefix.utf8.count)
        return name.isEmpty ? nil : String(name)
    }
}
