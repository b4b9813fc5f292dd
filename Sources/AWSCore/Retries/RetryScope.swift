/// Which failures of a call are tried again without asking the caller.
///
/// The AWS SDKs try every call again alike, also a delete whose answer was lost. That is not safe here: the name may
/// by then belong to a new loop. And they wait out a throttle in the call, which hides it from what paces all calls.
package enum RetryScope: Sendable {
    /// All that the standard retry mode of the SDKs tries again: for calls outside of a paced run.
    case standard
    /// For calls that only read: as `standard`, but a throttle goes back to the caller at once, who paces all calls.
    case reads
    /// For calls that change something: nothing is tried again, not even a request that was certainly never sent.
    ///
    /// Such a call rests on a look at the loop, which grows old while connections are tried: the caller looks again first.
    case mutations

    /// Whether a failure of a class is tried again.
    package func covers(_ retryClass: RetryClass) -> Bool {
        switch (self, retryClass) {
        case (_, .permanent), (.mutations, _): false
        case (_, .neverSent): true
        case (.standard, .throttling), (.standard, .transient): true
        case (.reads, .transient): true
        case (.reads, .throttling): false
        }
    }
}
