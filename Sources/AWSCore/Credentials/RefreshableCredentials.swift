package import AWSSigning

/// Credentials that are kept for a time, and can be told that the service does not accept them any more.
///
/// A key can end before the time that was said of it: a session is revoked, a role is taken away. Only the service
/// knows, and the one that called it tells.
package protocol RefreshableCredentials: CredentialsProvider {
    /// Forgets keys that the service has refused, so that the next one who asks gets newer ones.
    ///
    /// It does nothing when newer keys are held already: many calls in flight are refused at once, and one refresh is
    /// enough for them all.
    func invalidate(_ keys: AWSCredentials) async
}
