/// What a loop counts as that the service does not know.
package enum MissingPolicy: String, CaseIterable, Sendable {
    /// It is gone already, which is what was wanted.
    case ok
    /// It failed: someone meant a loop that is not there.
    case fail
}
