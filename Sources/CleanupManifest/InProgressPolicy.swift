/// What happens to a loop that workers may be working on.
package enum InProgressPolicy: String, CaseIterable, Sendable {
    /// The loop is stopped, waited for and deleted.
    case stop
    /// The loop is kept.
    case skip
    /// The loop counts as failed, untouched.
    case fail
}
