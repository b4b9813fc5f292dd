/// The limits of a transport, and the way it takes.
package struct HTTPTransportConfiguration: Hashable, Sendable {
    /// How many connections to one host may be open at once: the number of calls in flight.
    package var maximumConnections: Int
    /// The longest time to make a connection, TLS included; defaults to 10 seconds.
    package var connectTimeout: Duration
    /// The longest silence while waiting for an answer; defaults to 60 seconds, as in the AWS CLI.
    package var readTimeout: Duration
    /// The longest time for one whole call, body included; defaults to 70 seconds.
    package var callTimeout: Duration
    /// The largest body of an answer, in bytes; defaults to 4 MiB.
    package var maximumBodyBytes: Int
    /// Whose certificates are trusted; nil for the choice of the TLS library.
    package var trustStore: TrustStore?
    /// Which hosts are reached through a proxy; defaults to none.
    package var proxies: ProxySettings

    /// Makes a configuration; what is not given has its default.
    package init(
        maximumConnections: Int,
        connectTimeout: Duration = .seconds(10),
        readTimeout: Duration = .seconds(60),
        callTimeout: Duration = .seconds(70),
        maximumBodyBytes: Int = 4 << 20,
        trustStore: TrustStore? = nil,
        proxies: ProxySettings = .none
    ) {
        self.maximumConnections = maximumConnections
        self.connectTimeout = connectTimeout
        self.readTimeout = readTimeout
        self.callTimeout = callTimeout
        self.maximumBodyBytes = maximumBodyBytes
        self.trustStore = trustStore
        self.proxies = proxies
    }
}
