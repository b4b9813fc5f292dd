import AWSCore
import AWSTestSupport
import Testing

/// One setting of the environment, the files and the caller, and what comes of it.
struct ConfigurationCase: Sendable, CustomTestStringConvertible {
    /// What the row shows.
    var name: String
    /// The environment besides `HOME=/h`.
    var variables: [String: String] = [:]
    /// The text of `/h/.aws/config`.
    var config = ""
    /// The text of `/h/.aws/credentials`.
    var credentials = ""
    /// What the caller decides.
    var overrides = AWSOverrides()
    /// The values found, or the beginning of the trouble's message.
    var expected: String

    /// What the row shows.
    var testDescription: String { name }

    /// Looks the configuration up.
    func resolve() -> Result<AWSConfiguration, AWSConfigurationError> {
        var all = ["HOME": "/h"]
        all.merge(variables) { _, new in new }
        let files = MemoryFiles(["/h/.aws/config": config, "/h/.aws/credentials": credentials])
        return Result { () throws(AWSConfigurationError) in
            try AWSConfiguration.resolve(
                AWSService(endpointPrefix: "p", configurationKey: "my_service", signingName: "p"),
                environment: AWSEnvironment(all),
                files: files,
                overrides: overrides
            )
        }
    }

    /// Keys and a region in the environment.
    static let ready = ["AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "s", "AWS_REGION": "us-east-1"]
    /// A default profile with keys and a region.
    static let profile = "[default]\naws_access_key_id = FILE\naws_secret_access_key = s\nregion = eu-west-1\n"

    /// Keys and a region in the environment, and more.
    static func ready(with more: [String: String]) -> [String: String] {
        ready.merging(more) { _, new in new }
    }
}
