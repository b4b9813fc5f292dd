/// The source that a profile names: when it is absent, the profile cannot be used, and nothing else takes its place.
struct PlannedSource: CredentialsProvider {
    /// The source.
    private let source: any CredentialsProvider
    /// The profile that names it.
    private let profile: String

    /// Makes a provider.
    ///
    /// - Parameters:
    ///   - source: the source.
    ///   - profile: the profile that names it.
    init(_ source: any CredentialsProvider, profile: String) {
        self.source = source
        self.profile = profile
    }

    /// Asks the source.
    ///
    /// - Throws: `CredentialsError` of the source, never one that is `absent`.
    func credentials() async throws(CredentialsError) -> ProvidedCredentials {
        do throws(CredentialsError) {
            return try await source.credentials()
        } catch {
            guard error.kind == .absent else { throw error }
            throw CredentialsError(
                .configuration,
                "profile '\(profile)' names a source of credentials that is not there: \(error)"
            )
        }
    }
}
