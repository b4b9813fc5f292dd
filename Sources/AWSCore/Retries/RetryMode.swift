/// How calls are tried again, in the words of the AWS SDKs.
///
/// A run paces each operation by what the service bears in either mode, which is all that `adaptive` adds to `standard`:
/// the mode is read so that the setting is honoured, and it is told to the service.
package enum RetryMode: String, Hashable, Sendable {
    /// A bounded number of attempts, and a quota that all calls share.
    case standard
    /// The same, and the rate of calls follows the service's throttles.
    case adaptive
}
