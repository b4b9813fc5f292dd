/// Where the metadata service of an instance is, and how patiently it is asked.
struct InstanceMetadataSettings: Hashable, Sendable {
    let endpoint: ServiceEndpoint
    /// Whether someone said where it is; without that, silence there means that this machine is no instance.
    let isEndpointGiven: Bool
    /// The longest time for one attempt: above 0 and up to a day; 1 second by default.
    let timeout: Duration
    /// How often each question is asked, at least 1; nil when no one said.
    let attempts: Int?

    /// The variables and, in lower case, the properties of a profile that say something of the service.
    private enum Key: String {
        /// Switches the service off when `true`.
        case disabled = "AWS_EC2_METADATA_DISABLED"
        case endpoint = "AWS_EC2_METADATA_SERVICE_ENDPOINT"
        /// Which of the two usual addresses it has, `IPv4` or `IPv6`.
        case mode = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"
        /// The longest time for one attempt, in seconds.
        case timeout = "AWS_METADATA_SERVICE_TIMEOUT"
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
        /// Reads a setting; nil when no one said, and an error when `read` makes nothing of it.
        func setting<Value>(
            _ key: Key,
            _ complaint: String,
            _ read: (String) -> Value?
        ) throws(CredentialError) -> Value? {
            guard let text = value(key) else { return nil }
            if let value = read(text) { return value }
            throw CredentialError(.configuration, "\(key.rawValue) \(complaint): '\(text)'")
        }
        let given = try setting(.endpoint, "is no http or https URL") { ServiceEndpoint($0) }
        isEndpointGiven = given != nil
        if let given {
            endpoint = given
        } else {
            let host = try setting(.mode, "is neither 'IPv4' nor 'IPv6'") { Self.hosts[$0.lowercased()] }
            endpoint = ServiceEndpoint(scheme: .http, host: host ?? "169.254.169.254")
        }
        timeout =
            try setting(.timeout, "is not a number of seconds above 0") { text in
                Double(text).flatMap { $0 > 0 && $0 <= 86_400 ? .seconds($0) : nil }
            } ?? .seconds(1)
        attempts = try setting(.attempts, "is not a whole number of 1 or more") { text in
            Int(text).flatMap { $0 >= 1 ? $0 : nil }
        }
    }

    /// The addresses that the service has on every instance, by the mode in lower case.
    private static let hosts = ["ipv4": "169.254.169.254", "ipv6": "[fd00:ec2::254]"]
}
