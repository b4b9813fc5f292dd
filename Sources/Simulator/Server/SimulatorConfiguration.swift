package import AWSSigning
package import HumanLoops

/// Where the simulator listens, and whom it lets in.
package struct SimulatorConfiguration: Sendable {
    /// The address to listen at; 127.0.0.1 by default, which only this machine reaches.
    package var host = "127.0.0.1"
    /// The port to listen at, 0 to 65535; 0, the default, takes a free one.
    package var port = 0
    /// What stands before `/human-loops` in each path, such as `/a2i`; nothing by default.
    package var basePath = ""
    /// The keys that requests have to be signed with; nil, the default, lets every request in.
    package var credentials: AWSCredentials?
    /// When the session of the credentials ends; nil, the default, for never.
    package var credentialsExpiration: Timestamp?
    /// Is told of each request, on the thread that answers it; nil, the default, for no one.
    ///
    /// It must not wait: the answer waits for it.
    package var onRequest: (@Sendable (RequestLogEntry) -> Void)?

    /// Listens at a free port of this machine, and lets every request in.
    package init() {}
}
