/// What providers of credentials work with.
package struct CredentialsTools: Sendable {
    /// What reads files.
    let files: any FileReader
    /// What writes renewed tokens.
    let writer: any FileWriter
    /// What carries requests.
    let transport: any HTTPTransport
    /// What carries requests to services of this machine, past any proxy.
    let metadataTransport: any HTTPTransport
    /// What runs programs.
    let processes: any ProcessRunner
    /// The time, waiting and chance.
    let surroundings: CallSurroundings
    /// How the program names itself.
    let userAgent: UserAgent

    /// Puts tools together.
    ///
    /// - Parameters:
    ///   - files: what reads files.
    ///   - writer: what writes renewed tokens.
    ///   - transport: what carries requests.
    ///   - metadataTransport: what carries requests to services of this machine, past any proxy.
    ///   - processes: what runs programs.
    ///   - surroundings: the time, waiting and chance.
    ///   - userAgent: how the program names itself.
    package init(
        files: any FileReader,
        writer: any FileWriter,
        transport: any HTTPTransport,
        metadataTransport: any HTTPTransport,
        processes: any ProcessRunner,
        surroundings: CallSurroundings,
        userAgent: UserAgent
    ) {
        self.files = files
        self.writer = writer
        self.transport = transport
        self.metadataTransport = metadataTransport
        self.processes = processes
        self.surroundings = surroundings
        self.userAgent = userAgent
    }

    /// What makes unsigned calls to services elsewhere.
    var calls: UnsignedCalls {
        UnsignedCalls(transport: transport, surroundings: surroundings, userAgent: userAgent)
    }

    /// What makes unsigned calls to services of this machine.
    var metadataCalls: UnsignedCalls {
        UnsignedCalls(transport: metadataTransport, surroundings: surroundings, userAgent: userAgent)
    }
}
