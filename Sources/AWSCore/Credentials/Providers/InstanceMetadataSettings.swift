/// Where the metadata service of an instance is, and how patiently it is asked.
struct InstanceMetadataSettings: Hashable, Sendable {
    let endpoint: ServiceEndpoint
    /// Whether someone said where it is; without that, silence there means that this machine is no instance.
    let isEndpointGiven: Bool
    /// The longest time for one attempt.
    let timeout: Duration
    /// How often each question is asked, at least 1; nil when no one said.
    let attempts: Int?

    /// The variables and, in lower case, the properties of a profile that say something of the service.
    private enum Key: String {
        /// Switches the service off when `true`.
        case disabled = "AWS_EC2_METADATA_DISABLED"
        /// The URL of the service.
        case endpoint = "AWS_EC2_METADATA_SERVICE_ENDPOINT"
        /// Which of the two usual addresses it has, `IPv4` or `IPv6`.
        case mode = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"
        /// The longest time for one attempt, in seconds.
        case timeout = "AWS_METADATA_SERVICE_TIMEOUT"
        /// How often each question is asked.
        case attempts = "AWS_METADATA_SERVICE_NUM_ATTEMPTS"

        /// The name of the property, which has no `AWS_`.
        var property: String { rawValue.dropFirst(4).lowercased() }
    }

    /// Reads the settings: of each the variable counts, then the profile's property; any endpoint counts before a mode.
    ///
    /// An error that is `absent` says that the service is switched off.
    init(_ environment: AWSEnvironment, profile: ProfileFile.Properties) throws(CredentialError) {
        /// A setting of the environment or of the profile; an empty one counts as absent.
        func value(_ key: Key) -> String? {
            environment[key.rawValue] ?? profile[key.property].flatMap { $0.isEmpty ? nil : $0 }
        }
        if value(.disabled)?.lowercased() == "true" {
            throw CredentialError(.absent, "the instance metadata service is switched off (\(Key.disabled.rawValue))")
        }
        let url = value(.endpoint)
        endpoint = if let url { try Self.endpoint(url) } else { try Self.usualEndpoint(mode: value(.mode)) }
        isEndpointGiven = url != nil
        timeout = try Self.timeout(value(.timeout))
        attempts = try Self.attempts(value(.attempts))
    }

    /// Reads a URL.
    private static func endpoint(_ url: String) throws(CredentialError) -> ServiceEndpoint {
        guard let endpoint = ServiceEndpoint(url) else {
            throw CredentialError(.configuration, "\(Key.endpoint.rawValue) is no http or https URL: '\(url)'")
        }
        return endpoint
    }

    /// The address that the service has on every instance; by IPv4 when no one says otherwise, in whatever case.
    private static func usualEndpoint(mode: String?) throws(CredentialError) -> ServiceEndpoint {
        switch mode?.lowercased() {
        case nil, "ipv4": return ServiceEndpoint(scheme: .http, host: "169.254.169.254")
        case "ipv6": return ServiceEndpoint(scheme: .http, host: "[fd00:ec2::254]")
        default:
            throw CredentialError(
                .configuration,
                "\(Key.mode.rawValue) is neither 'IPv4' nor 'IPv6': '\(mode ?? "")'"
            )
        }
    }

    /// Reads the longest time for one attempt: above 0 and up to a day; defaults to 1 second.
    private static func timeout(_ text: String?) throws(CredentialError) -> Duration {
        guard let text else { return .seconds(1) }
        guard let seconds = Double(text), seconds > 0, seconds <= 86_400 else {
            throw CredentialError(
                .configuration,
                "\(Key.timeout.rawValue) is not a number of seconds above 0: '\(text)'"
            )
        }
        return .seconds(seconds)
    }

    /// Reads how often each question is asked, at least 1; nil when no one said.
    private static func attempts(_ text: String?) throws(CredentialError) -> Int? {
        guard let text else { return nil }
        guard let number = Int(text), number >= 1 else {
            throw CredentialError(
                .configuration,
                "\(Key.attempts.rawValue) is not a whole number of 1 or more: '\(text)'"
            )
        }
        return number
    }
}
