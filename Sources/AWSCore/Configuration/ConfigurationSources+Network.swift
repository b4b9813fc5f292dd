import FoundationEssentials

extension ConfigurationSources {
    /// Finds the trusted certificates: `AWS_CA_BUNDLE`, the profile's `ca_bundle`, `REQUESTS_CA_BUNDLE`,
    /// `SSL_CERT_FILE` and `SSL_CERT_DIR` together, else the system's.
    ///
    /// - Parameter isPresent: whether there is a file or a folder of a name; defaults to looking.
    /// - Returns: a store that may be empty, and whose files no one has looked into.
    func trustStore(
        isPresent: (String) -> Bool = { FileManager.default.fileExists(atPath: $0) }
    ) -> TrustStore {
        let bundle =
            first(given: nil, variables: ["AWS_CA_BUNDLE"], property: "ca_bundle")
            ?? variable("REQUESTS_CA_BUNDLE")
        if let bundle, let path = environment.expanded(bundle.value) {
            return TrustStore(paths: [path], source: bundle.source)
        }
        let file = variable("SSL_CERT_FILE")
        let folders = variable("SSL_CERT_DIR")
        guard let source = file?.source ?? folders?.source else { return .system(isPresent: isPresent) }
        // As OpenSSL has it, the variable is a list, and a folder of the list need not be there.
        let present = folders?.value.split(separator: ":" as Character).map(String.init).filter(isPresent) ?? []
        let paths = (file.map { [$0.value] } ?? []) + present
        return TrustStore(paths: paths.isEmpty ? [folders?.value ?? ""] : paths, source: source)
    }

    /// The value of a variable with its source.
    ///
    /// - Returns: nil when it is absent or blank.
    private func variable(_ name: String) -> Setting<String>? {
        environment[name].map { Setting($0, from: .environment(variable: name)) }
    }
}
