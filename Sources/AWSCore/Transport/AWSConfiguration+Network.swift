extension AWSConfiguration {
    /// Finds out, before the first call, whether the endpoint can be called with the network's settings at all.
    ///
    /// - Throws: `AWSConfigurationError` when no certificate can be trusted, or the proxy cannot be used.
    package func checkNetwork() throws(AWSConfigurationError) {
        if endpoint.scheme == .https { try trustStore.check() }
        if case .impossible(let error) = proxies.decision(for: endpoint) { throw error }
    }
}
