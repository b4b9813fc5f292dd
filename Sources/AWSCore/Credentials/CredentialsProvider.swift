/// What credentials come from: keys that are written down, or a service that gives them out for a time.
///
/// A provider asks its source each time; keeping what it gave, and asking again in time, is the work of the one that
/// stands in front of all others.
package protocol CredentialsProvider: Sendable {
    /// Has the source give credentials.
    ///
    /// - Throws: `CredentialsError`; one that is `absent` says that the source is not there or has none, and that the
    ///   next one may be asked.
    func credentials() async throws(CredentialsError) -> ProvidedCredentials
}
