package import AWSSigning

/// What credentials come from: keys that are written down, or a service that gives them out for a time.
///
/// A provider asks its source each time; `CredentialCache` keeps what it gave, and asks again in time.
package protocol CredentialProvider: Sendable {
    /// Has the source give credentials; an error that is `absent` says that the next source may be asked.
    func credentials() async throws(CredentialError) -> ProvidedCredentials
}

/// Credentials that are kept for a time, and can be told that the service does not accept them any more.
///
/// A key can end before the time that was said of it: a session is revoked, a role is taken away. Only the service
/// knows, and the one that called it tells.
package protocol RefreshableCredentials: CredentialProvider {
    /// Forgets keys that the service has refused, so that the next one who asks gets newer ones.
    ///
    /// It does nothing when newer keys are held already: many calls in flight are refused at once, and one refresh is
    /// enough for them all.
    func invalidate(_ keys: AWSCredentials) async
}

/// Credentials as their source gave them.
package struct ProvidedCredentials: Hashable, Sendable {
    package var keys: AWSCredentials
    /// When they stop being valid, in seconds since 1970-01-01T00:00:00Z; nil when they do not, or the source did not say.
    package var expiresAt: Int64?
    /// The account that they belong to, twelve digits; nil when the source did not say.
    package var accountID: String?
    /// Whom AWS takes the caller for; nil when the source did not say.
    package var callerARN: String?
    /// Whether the account is only what someone wrote beside the keys, who may have changed one and not the other.
    package var isAccountWritten = false
    /// Whether they are used on after their expiry while their source gives no newer ones, as those of an instance are:
    /// the service takes them for some time when the metadata service is in trouble.
    package var outlivesExpiry = false
    /// Since when they have been in use in the place of others, by the clock that limits are measured with; nil for the
    /// first: what was learnt with others before counts no more for a call that changes something.
    package var inUseSince: Duration?
    /// Where they come from, in words for `doctor`, such as `profile 'ci', role arn:aws:iam::123456789012:role/cleanup`.
    package var source: String

    /// Makes credentials; what is not given, the source did not say.
    package init(keys: AWSCredentials, expiresAt: Int64? = nil, accountID: String? = nil, source: String) {
        self.keys = keys
        self.expiresAt = expiresAt
        self.accountID = accountID
        self.source = source
    }
}

/// Credentials that are known from the start and stay the same.
package struct StaticCredentials: CredentialProvider {
    private let provided: ProvidedCredentials

    package init(_ provided: ProvidedCredentials) { self.provided = provided }

    package func credentials() async throws(CredentialError) -> ProvidedCredentials { provided }
}
