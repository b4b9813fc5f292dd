import Support

extension ConfigurationSources {
    /// Finds a service's endpoint: given, the service's own variable, `AWS_ENDPOINT_URL`, the profile's services
    /// section, the profile's `endpoint_url`, else AWS's rule for the region.
    func endpoint(
        of service: AWSService,
        region: String,
        given: String? = nil
    ) throws(AWSConfigurationError) -> Setting<ResolvedEndpoint> {
        let custom = try customEndpoint(of: service, given: given)
        let variant = EndpointVariant(
            isFIPS: try isOn(variable: "AWS_USE_FIPS_ENDPOINT", property: "use_fips_endpoint"),
            isDualStack: try isOn(variable: "AWS_USE_DUALSTACK_ENDPOINT", property: "use_dualstack_endpoint")
        )
        // Who names an endpoint for this command knows what it is, whatever the machine is set up for.
        let isGiven = custom?.source.isGiven == true && variant != .plain
        let parameters = EndpointParameters(
            region: region,
            variant: isGiven ? .plain : variant,
            custom: custom?.value
        )
        do {
            var endpoint = try service.endpoint(parameters)
            if isGiven { endpoint.remark = "the setting for \(variant) endpoints does not count beside a given one" }
            return Setting(endpoint, from: custom?.source ?? .rule)
        } catch {
            let message =
                switch error {
                case .customEndpoint(let variant):
                    "\(variant) endpoints and the endpoint '\(custom?.value.description ?? "")' are mutually exclusive"
                case .unsupported(let variant, let partition):
                    "there are no \(variant) endpoints in partition '\(partition)' (region '\(region)')"
                }
            throw AWSConfigurationError(.configuration, message)
        }
    }

    /// The endpoint that is configured in place of AWS's rule; nil when none is, or configured ones are to be ignored.
    private func customEndpoint(
        of service: AWSService,
        given: String?
    ) throws(AWSConfigurationError) -> Setting<ServiceEndpoint>? {
        guard let url = try configuredURL(of: service, given: given) else { return nil }
        ServiceEndpoint.hideSecrets(of: url.value)
        guard let endpoint = ServiceEndpoint(url.value) else {
            let source = url.source == .given ? "--endpoint-url" : "\(url.source)"
            let help =
                Self.withScheme(url.value).map { "did you mean '\($0)'?" }
                ?? "'https://host', a port and a path are allowed, no user and no query"
            throw AWSConfigurationError(
                url.source.errorKind,
                "'\(Self.withoutSecrets(url.value))' cannot be an endpoint: \(help) (\(source))"
            )
        }
        return Setting(endpoint, from: url.source)
    }

    /// The endpoint that a host without a scheme was meant to be; nil for anything else.
    private static func withScheme(_ text: String) -> String? {
        guard !text.contains("://"), withoutSecrets(text) == text else { return nil }
        let isLocal = ["localhost", "127.0.0.1", "[::1]"].contains { text.hasPrefix($0) }
        guard isLocal || text.contains(".") else { return nil }
        let url = "\(isLocal ? "http" : "https")://\(text)"
        return ServiceEndpoint(url).map { _ in url }
    }

    /// Takes what may be secrets out of a URL that is to be shown: a user and a password, the query and the fragment.
    private static func withoutSecrets(_ url: String) -> String {
        let place = url.prefix { $0 != "?" && $0 != "#" }
        let url = place.endIndex == url.endIndex ? url : "\(place)\(url[place.endIndex])<redacted>"
        guard let at = url.lastIndex(of: "@") else { return url }
        let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
        return start < at ? "\(url[..<start])<redacted>\(url[at...])" : url
    }

    /// Nil when none is configured, or configured ones are to be ignored.
    private func configuredURL(
        of service: AWSService,
        given: String?
    ) throws(AWSConfigurationError) -> Setting<String>? {
        if let given { return Setting(given, from: overrides.source(of: .endpoint)) }
        let isIgnored = try isOn(
            variable: "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
            property: "ignore_configured_endpoint_urls"
        )
        if isIgnored { return nil }
        if let found = environment.setting(service.endpointVariable) { return found }
        try checkVariables(of: service)
        if let found = environment.setting("AWS_ENDPOINT_URL") { return found }
        // Without the section that the profile names calls would go elsewhere.
        if let name = profileProperty("services"), profiles[.services(name)] == nil {
            throw AWSConfigurationError(
                .configuration,
                "profile '\(profileName)' names the section '[services \(name)]', which does not exist"
                    + profiles.hint(for: name, among: profiles.services)
            )
        }
        try checkLines(of: service)
        return profiles.serviceProperty("endpoint_url", ofService: service.configurationKey, in: profile)
            .map { Setting($0, from: .profile(name: profileName)) } ?? profileSetting("endpoint_url")
    }
}
