/// What providers of credentials read, write, run and call with.
package struct CredentialTools: Sendable {
    let files: any FileReader
    /// What writes renewed tokens.
    let writer: any FileWriter
    let transport: any HTTPTransport
    /// What carries requests to services of this machine, past any proxy.
    let metadataTransport: any HTTPTransport
    let processes: any ProcessRunner
    let environment: CallEnvironment
    let userAgent: UserAgent

    /// Puts tools together.
    package init(
        files: any FileReader,
        writer: any FileWriter,
        transport: any HTTPTransport,
        metadataTransport: any HTTPTransport,
        processes: any ProcessRunner,
        environment: CallEnvironment,
        userAgent: UserAgent
    ) {
        self.files = files
        self.writer = writer
        self.transport = transport
        self.metadataTransport = metadataTransport
        self.processes = processes
        self.environment = environment
        self.userAgent = userAgent
    }
}

/// What a provider of credentials is made from: the settings as they are now, and the tools.
struct CredentialContext: Sendable {
    let settings: ConfigurationSources
    let tools: CredentialTools

    /// The moment it is, in seconds since the epoch.
    var now: Int64 { tools.environment.secondsSinceEpoch() }

    /// What makes unsigned calls to services elsewhere.
    var calls: UnsignedCalls {
        UnsignedCalls(transport: tools.transport, environment: tools.environment, userAgent: tools.userAgent)
    }

    /// What makes unsigned calls to services of this machine.
    var metadataCalls: UnsignedCalls {
        UnsignedCalls(transport: tools.metadataTransport, environment: tools.environment, userAgent: tools.userAgent)
    }

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
        do throws(AWSConfigurationError) {
            return try AWSConfiguration(.sts, from: settings)
        } catch {
            throw CredentialError(error)
        }
    }

    /// The name of a role's session that is given none: it tells in AWS's own records what assumed the role, and when.
    var sessionName: String { "loopsweep-\(now)" }
}
