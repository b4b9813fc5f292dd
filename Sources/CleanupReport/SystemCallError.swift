import Glibc

/// What the system said when a call to it failed.
package struct SystemCallError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The number of the error, `errno`.
    package var code: Int32

    /// Makes an error from its number.
    package init(code: Int32) {
        self.code = code
    }

    /// The number that the last call of this thread left.
    static var last: SystemCallError { SystemCallError(code: errno) }

    /// Whether a file of that name is there already.
    var isTakenName: Bool { code == EEXIST }

    /// The system's words, such as `No space left on device`.
    package var description: String {
        // Safe: glibc keeps the text in memory of the calling thread until its next call, and it is copied at once.
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        return unsafe String(cString: text)
    }
}
