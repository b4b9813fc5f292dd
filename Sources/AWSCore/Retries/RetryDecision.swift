/// What to do after a failed attempt.
package enum RetryDecision: Hashable, Sendable {
    /// Try again after a delay.
    case retry(after: Duration)
    /// Tell the caller: another attempt would not help, or is the caller's to decide.
    case reportToCaller
    /// Tell the caller: all attempts are used up.
    case attemptsExhausted
    /// Tell the caller: the time of the call would be over before the next attempt.
    case timeExhausted
    /// Tell the caller: retries of all calls together were too many.
    case quotaExhausted
}
