/// How loops are told to be the same thing sent again, and which of them stays.
package struct DuplicateRule: Sendable, Hashable {
    /// Which loop of a group of duplicates is not removed.
    package enum Keep: String, CaseIterable, Sendable {
        /// The one that was created first.
        case oldest
        /// The one that was created last.
        case newest
        /// The one that is `Completed`, the oldest of several; where none is, the oldest that is `InProgress`, from which
        /// an answer can still come; where none is either, the oldest of all.
        case completed
    }

    /// A regular expression with one capture: loops whose first capture is equal are duplicates.
    package var pattern: String
    /// Which loop of each group stays.
    package var keep: Keep

    /// Makes a rule.
    package init(pattern: String, keep: Keep = .oldest) {
        self.pattern = pattern
        self.keep = keep
    }
}
