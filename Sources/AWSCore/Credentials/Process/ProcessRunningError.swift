/// Why a program could not be run to its end.
package enum ProcessRunningError: Error, Hashable, Sendable {
    /// It could not be started, or not be read from; the reason in a few words.
    case failed(reason: String)
    /// It did not end in time, and was ended.
    case timedOut(after: Duration)
    /// The caller's task was cancelled.
    case cancelled
}
