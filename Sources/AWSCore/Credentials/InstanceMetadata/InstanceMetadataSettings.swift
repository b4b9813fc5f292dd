/// Where the metadata service of an instance is, and how patiently it is asked.
struct InstanceMetadataSettings: Hashable, Sendable {
    /// Where the service is.
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

    /// Reads the settings: of each the variable counts, then the profile's property.
    ///
    /// An endpoint, wherever it is given, counts before a mode.
    ///
    /// - Parameters:
    ///   - environment: the environment variables.
    ///   - profile: the properties of the profile in use.
    ///   - givenEndpoint: the caller's own URL, before all others.
    ///   - givenMode: the caller's own mode, before all others.
    /// - Returns: settings whose endpoint is a legal one, whether or not anybody listens there.
    /// - Throws: `CredentialsError`, `absent` when the service is switched off, and `configuration` when a value cannot be.
    static func read(
        _ environment: AWSEnvironment,
        profile: [String: String],
        givenEndpoint: String? = nil,
        givenMode: String? = nil
    ) throws(CredentialsError) -> InstanceMetadataSettings {
        /// A setting of the environment or of the profile; an empty one counts as absent.
        func value(_ key: Key) -> String? {
            environment[key.rawValue] ?? profile[key.property].flatMap { $0.isEmpty ? nil : $0 }
        }
        if value(.disabled)?.lowercased() == "true" {
            throw CredentialsError(.absent, "the instance metadata service is switched off (\(Key.disabled.rawValue))")
        }
        let url = givenEndpoint ?? value(.endpoint)
        let endpoint =
            if let url { try endpoint(url) } else { try usualEndpoint(mode: givenMode ?? value(.mode)) }
        return InstanceMetadataSettings(
            endpoint: endpoint,
            isEndpointGiven: url != nil,
            timeout: try timeout(value(.timeout)),
            attempts: try attempts(value(.attempts))
        )
    }

    /// Reads a URL.
    ///
    /// - Throws: `CredentialsError` when it is none.
    private static func endpoint(_ url: String) throws(CredentialsError) -> ServiceEndpoint {
        guard let endpoint = ServiceEndpoint(url) else {
            throw CredentialsError(.configuration, "\(Key.endpoint.rawValue) is no http or https URL: '\(url)'")
        }
        return endpoint
    }

    /// The address that the service has on every instance; by IPv4 when no one says otherwise.
    ///
    /// - Throws: `CredentialsError` when the mode is neither `IPv4` nor `IPv6`, in whatever case.
    private static func usualEndpoint(mode: String?) throws(CredentialsError) -> ServiceEndpoint {
        switch mode?.lowercased() {
        case nil, "ipv4": return ServiceEndpoint(scheme: .http, host: "169.254.169.254")
        case "ipv6": return ServiceEndpoint(scheme: .http, host: "[fd00:ec2::254]")
        default:
            throw CredentialsError(
                .configuration,
                "\(Key.mode.rawValue) is neither 'IPv4' nor 'IPv6': '\(mode ?? "")'"
            )
        }
    }

    /// Reads the longest time for one attempt; defaults to 1 second.
    ///
    /// - Throws: `CredentialsError` when it is no number of seconds above 0 and up to a day.
    private static func timeout(_ text: String?) throws(CredentialsError) -> Duration {
        guard let text else { return .seconds(1) }
        guard let seconds = Double(text), seconds > 0, seconds <= 86_400 else {
            throw CredentialsError(.configuration, "\(Key.timeout.rawValue) is no number of seconds above 0: '\(text)'")
        }
        return .seconds(seconds)
    }

    /// Reads how often each question is asked.
    ///
    /// - Returns: nil when no one said.
    /// - Throws: `CredentialsError` when it is no whole number of 1 or more.
    private static func attempts(_ text: String?) throws(CredentialsError) -> Int? {
        guard let text else { return nil }
        guard let number = Int(text), number >= 1 else {
            throw CredentialsError(
                .configuration,
                "\(Key.attempts.rawValue) is no whole number of 1 or more: '\(text)'"
            )
        }
        return number
    }
}
