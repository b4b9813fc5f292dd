import CleanupEngine

/// Where the calls of a command go.
struct ServicePlace: Hashable, Sendable {
    /// The account whose credentials sign the calls; nil when they do not tell.
    let account: String?
    /// The region that requests are signed for.
    let region: String
    /// The endpoint, a URL.
    let endpoint: String
    /// Whether it is a simulated service, whose endpoint is another each time.
    let isSimulated: Bool

    /// The account that is called: the manifest's, else that of the credentials.
    ///
    /// - Parameter target: the account that the manifest asserts; nil when it asserts none.
    /// - Returns: nil when no one tells.
    /// - Throws: `CommandFailure` with 78 when the two are not the same.
    func account(asserted target: String?) throws(CommandFailure) -> String? {
        guard let target, let account, target != account else { return target ?? account }
        throw CommandFailure(
            .wrongTarget,
            "the credentials are of account \(account), but the manifest's target.account is '\(target)'"
        )
    }
}
