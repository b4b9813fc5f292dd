/// What providers of credentials read, write, run and call with.
package struct CredentialTools: Sendable {
    let files: any FileReader
    let writer: any FileWriter
    let processes: any ProcessRunner
    let calls: CallTools

    package init(files: any FileReader, writer: any FileWriter, processes: any ProcessRunner, calls: CallTools) {
        self.files = files
        self.writer = writer
        self.processes = processes
        self.calls = calls
    }
}

/// What a provider of credentials is made from: the settings as they are now, and the tools.
struct CredentialContext: Sendable {
    let settings: ConfigurationSources
    let tools: CredentialTools

    var calls: CallTools { tools.calls }

    /// The moment it is, in seconds since the epoch.
    var now: Int64 { calls.environment.secondsSinceEpoch() }

    /// Finds the endpoint of a service in a region; nil, the default, for the one that is called with the credentials.
    func endpoint(of service: AWSService, region: String? = nil) throws(CredentialError) -> ServiceEndpoint {
        do throws(AWSConfigurationError) {
            let place = if let region { region } else { try settings.region().value }
            return try settings.endpoint(of: service, region: place).value.endpoint
        } catch {
            throw CredentialError(error)
        }
    }

    /// Finds how STS is called, in the region that is called with the credentials.
    func stsConfiguration() throws(CredentialError) -> AWSConfiguration {
        try Result { () throws(AWSConfigurationError) in try AWSConfiguration(.sts, from: settings) }
            .mapError { CredentialError($0) }.get()
    }

    /// The name of a role's session that is given none: it tells in AWS's own records what assumed the role, and when.
    var sessionName: String { "loopsweep-\(now)" }
}
