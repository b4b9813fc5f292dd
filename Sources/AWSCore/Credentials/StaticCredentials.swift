/// Credentials that are known from the start and stay the same.
package struct StaticCredentials: CredentialsProvider {
    /// The credentials.
    private let provided: ProvidedCredentials

    /// Makes a provider of credentials.
    package init(_ provided: ProvidedCredentials) {
        self.provided = provided
    }

    /// Gives the credentials.
    package func credentials() async throws(CredentialsError) -> ProvidedCredentials { provided }
}
