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
        let colon = UInt8(ascii: ":")
        let parts = Substring(text).utf8.split(separator: colon, maxSplits: 5, omittingEmptySubsequences: false)
            .map { String(Substring($0)) }
        guard parts.count == 6, parts[0] == "arn", ![parts[1], parts[2], parts[5]].contains("") else { return nil }
        (partition, service, region, account, resource) = (parts[1], parts[2], parts[3], parts[4], parts[5])
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
