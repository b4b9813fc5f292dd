/// Whom keys belong to, by the word of someone who was asked with them.
package enum AccountTestimony: Hashable, Sendable {
    /// They are of an account, twelve digits.
    case account(String)
    /// It does not know, and another question would bring no more; with the reason.
    case unknown(String)
    /// It could not be asked just now; with the reason.
    case unreachable(String)
}

/// Someone who can tell which account keys belong to.
package protocol AccountWitness: Sendable {
    /// Asks about keys, with nothing but these.
    ///
    /// - Throws: `CredentialsError`, `cancelled`, when the caller's task is.
    func account(of credentials: ProvidedCredentials) async throws(CredentialsError) -> AccountTestimony
}

/// What a run has learnt of its account by the answers that it got.
package protocol AccountEvidence: Sendable {
    /// The account of what the answers were about, twelve digits; nil when none has told it yet.
    var account: String? { get }
    /// Whether the service has answered anything by which a loop was judged.
    var isAny: Bool { get }
}
