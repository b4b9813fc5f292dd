/// What a signature is good for: one service in one region on one day.
package struct CredentialScope: Hashable, Sendable, CustomStringConvertible {
    /// The day in UTC as `20261122`.
    package let day: String
    /// The region, such as `us-east-1`.
    package let region: String
    /// The service's signing name, such as `sagemaker`.
    package let service: String

    /// Makes a scope from its parts.
    package init(day: String, region: String, service: String) {
        self.day = day
        self.region = region
        self.service = service
    }

    /// The scope as it is signed: `20261122/us-east-1/sagemaker/aws4_request`.
    package var description: String { "\(day)/\(region)/\(service)/aws4_request" }
}
