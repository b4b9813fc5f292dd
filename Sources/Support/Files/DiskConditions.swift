/// What a test puts between the program and its files: a disk that is full, fails, is slow, or is lost with its process.
///
/// A process has none. `Tests/soak` puts one in place for the length of a command.
package protocol DiskConditions: Sendable {
    /// Is told that a file was opened to be written to.
    func opened(_ path: String, as descriptor: Int32)

    /// Decides how many bytes of a write are taken; or gives the `errno` with which it fails, negated.
    func taken(of count: Int, by descriptor: Int32) -> Int

    /// Gives the `errno` with which the bytes of a file fail to reach the disk; nil when they do not.
    func failureToSynchronize(_ descriptor: Int32) -> Int32?

    /// Gives the `errno` with which a file fails to be opened for writing, cut, renamed or removed; nil when it may be.
    func failureToChange(_ path: String?) -> Int32?
}

/// The disk that a test has put in place.
package enum Disk {
    /// Its conditions; nil for the system's own disk, as it is.
    @TaskLocal package static var conditions: (any DiskConditions)?

    /// Refuses to change a file where the conditions say so; a path is nil where only a descriptor is known.
    static func admitChange(of path: String?) throws(SystemCallError) {
        if let code = conditions?.failureToChange(path) { throw SystemCallError(code: code) }
    }
}
