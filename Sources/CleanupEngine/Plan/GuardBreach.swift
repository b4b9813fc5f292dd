/// A guard of the manifest that does not hold: the run is refused before its first stop or delete.
package struct GuardBreach: Sendable, Hashable {
    /// The guard's key in the manifest, such as `maxStops`.
    package var key: String
    /// One sentence that names the limit and the count found, without a full stop.
    package var message: String

    /// Makes a breach from its parts.
    package init(key: String, message: String) {
        self.key = key
        self.message = message
    }
}
