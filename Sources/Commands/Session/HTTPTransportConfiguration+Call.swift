import AWSCore

extension HTTPTransportConfiguration {
    /// The limits of a command's calls, with the proxies and the certificates of its configuration.
    init(_ configuration: AWSConfiguration, _ options: CallOptions, concurrency: Int) {
        self.init(
            options,
            concurrency: concurrency,
            trustStore: configuration.trustStore,
            proxies: configuration.proxies
        )
    }

    /// The limits of a command's calls, with its proxies and its certificates.
    init(_ options: CallOptions, concurrency: Int, trustStore: TrustStore, proxies: ProxySettings) {
        self.init(
            maximumConnections: concurrency,
            connectTimeout: options.connectTimeout,
            readTimeout: options.readTimeout,
            // An answer that comes piece by piece is never silent for long: the whole call has an end of its own.
            callTimeout: options.connectTimeout + options.readTimeout,
            trustStore: trustStore,
            proxies: proxies
        )
    }
}
