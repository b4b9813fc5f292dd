import Support

/// What was surely meant for a service's endpoint and does not count: calls would go to AWS's own host in silence.
extension ConfigurationSources {
    /// Refuses a variable whose name is nearly that of the service's own, or of the one for all services.
    func checkVariables(of service: AWSService) throws(AWSConfigurationError) {
        guard service.isDistinct else { return }
        let (general, own) = ("AWS_ENDPOINT_URL", service.endpointVariable)
        for name in environment.names where name != general && name.utf8.count >= "AWS_ENDPOINT".utf8.count {
            let isOfService = name.uppercased().hasPrefix("\(general)_")
            let key = isOfService ? String(name.dropFirst(general.utf8.count + 1)) : ""
            let isLikeOwn = name.utf8.count + 2 >= own.utf8.count && isNear(name, own)
            // Its words in another order, as in `AWS_A2I_ENDPOINT`.
            let hasItsWords = ["A2I", "ENDPOINT"].allSatisfy { name.uppercased().contains($0) }
            if service.isMeant(by: key) || isLikeOwn || hasItsWords { throw misspelt(name, own) }
            if key.isEmpty, environment[general] == nil, isNear(name, general) { throw misspelt(name, general) }
        }
    }

    private func misspelt(_ variable: String, _ meant: String) -> AWSConfigurationError {
        AWSConfigurationError(
            .configuration,
            "the environment variable \(variable) is not read: did you mean \(meant)? "
                + "(unset it, or name the endpoint with --endpoint-url)"
        )
    }

    /// Refuses lines of the profile, and of the services section that it names, that are no setting of the service.
    func checkLines(of service: AWSService) throws(AWSConfigurationError) {
        guard service.isDistinct else { return }
        let key = service.configurationKey
        for line in profiles.lines(of: .profile(profileName)) {
            if line.owner == nil, let meant = ["endpoint_url", "services"].first(where: { isNear(line.name, $0) }) {
                throw refusal(line, "is not read: did you mean '\(meant)'?")
            }
            if line.name == "endpoint_url", let owner = line.owner, owner == key || service.isMeant(by: owner) {
                throw refusal(line, "of '\(owner)' stands in a profile: put both into a section [services NAME]")
            }
        }
        guard let name = profileProperty("services") else { return }
        var before: String?
        for line in profiles.lines(of: .services(name)) {
            switch line.owner {
            case .some(key) where isNear(line.name, "endpoint_url"):
                throw refusal(line, "is not read: did you mean 'endpoint_url'?")
            case nil where line.name == "endpoint_url" || isNear(line.name, "endpoint_url"):
                if let before, before != key { break }
                throw refusal(line, "belongs to no service: indent it under '\(key) ='")
            case nil where service.isMeant(by: line.name):
                throw refusal(line, "is not read: did you mean '\(key)'?")
            case nil where line.name == key && !line.value.isEmpty:
                throw refusal(line, "takes no value: put 'endpoint_url = …', indented, on the line below")
            case nil: before = line.name
            default: break
            }
        }
    }

    private func refusal(_ line: ProfileFile.Line, _ words: String) -> AWSConfigurationError {
        AWSConfigurationError(.configuration, "\(line.place): '\(SanitizedText.sanitized(line.name))' \(words)")
    }

    /// Whether a name is a misspelling of a known one.
    private func isNear(_ name: String, _ known: String) -> Bool {
        name != known && Spelling.suggestion(for: name, among: [known]) != nil
    }
}

extension AWSService {
    /// Whether no other service has a name like it; one such as `sts` is near many.
    fileprivate var isDistinct: Bool { configurationKey.utf8.count > 12 }

    /// Whether a name is nearly the service's own, as in `sagemaker-a2i-runtime`, `a2i_runtime` and `sagemaker_a2i`.
    fileprivate func isMeant(by name: String) -> Bool {
        let letters = { (text: String) in text.lowercased().filter { $0.isLetter || $0.isNumber } }
        let (own, other) = (letters(configurationKey), letters(name))
        guard isDistinct, name.lowercased() != configurationKey, !own.hasSuffix("runtime") || other != "sagemaker"
        else {
            return false
        }
        return ["a2i", "augmentedai"].contains { other.contains($0) } || (other.count > 2 && own.contains(other))
            || Spelling.suggestion(for: other, among: [own]) != nil
    }
}
