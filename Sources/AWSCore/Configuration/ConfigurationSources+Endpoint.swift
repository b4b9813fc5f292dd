extension ConfigurationSources {
    /// Finds a service's endpoint: given, the service's own variable, `AWS_ENDPOINT_URL`, the profile's services
    /// section, the profile's `endpoint_url`, else AWS's rule for the region.
    ///
    /// - Throws: `AWSConfigurationError` when the URL cannot be, or contradicts FIPS or dual-stack endpoints.
    func endpoint(of service: AWSService, region: String) throws(AWSConfigurationError) -> Setting<ServiceEndpoint> {
        let isFIPS = try isOn(variable: "AWS_USE_FIPS_ENDPOINT", property: "use_fips_endpoint")
        let isDualStack = try isOn(variable: "AWS_USE_DUALSTACK_ENDPOINT", property: "use_dualstack_endpoint")
        guard let url = try configuredEndpoint(of: service) else {
            let host = service.host(inRegion: region, isFIPS: isFIPS, isDualStack: isDualStack)
            return Setting(ServiceEndpoint(host: host), from: .rule)
        }
        guard let endpoint = ServiceEndpoint(url.value) else {
            throw AWSConfigurationError(
                url.source.errorKind,
                "'\(Self.withoutUser(url.value))' cannot be an endpoint: 'https://host', a port and a path are allowed, "
                    + "no user and no query (\(url.source))"
            )
        }
        guard !isFIPS, !isDualStack else {
            throw AWSConfigurationError(
                .configuration,
                "\(isFIPS ? "FIPS" : "dual-stack") endpoints and the endpoint '\(endpoint)' exclude each other"
            )
        }
        return Setting(endpoint, from: url.source)
    }

    /// Takes what may be a user and a password out of a URL that is to be shown.
    private static func withoutUser(_ url: String) -> String {
        guard let at = url.lastIndex(of: "@") else { return url }
        let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
        return start < at ? "\(url[..<start])<redacted>\(url[at...])" : url
    }

    /// The URL that is configured in place of AWS's rule.
    ///
    /// - Returns: nil when none is, or configured ones are to be ignored.
    /// - Throws: `AWSConfigurationError` when the switch that ignores them is neither `true` nor `false`.
    private func configuredEndpoint(of service: AWSService) throws(AWSConfigurationError) -> Setting<String>? {
        if let given = overrides.endpointURL { return Setting(given, from: .given) }
        let isIgnored = try isOn(
            variable: "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
            property: "ignore_configured_endpoint_urls"
        )
        if isIgnored { return nil }
        for variable in [service.endpointVariable, "AWS_ENDPOINT_URL"] {
            if let url = environment[variable] { return Setting(url, from: .environment(variable: variable)) }
        }
        let url =
            profiles.serviceProperty("endpoint_url", ofService: service.configurationKey, in: profile)
            ?? profileProperty("endpoint_url")
        return url.map { Setting($0, from: .profile(name: profileName)) }
    }
}
