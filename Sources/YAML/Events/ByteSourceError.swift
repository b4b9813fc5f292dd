import Glibc

/// Why a file's bytes could not be had.
package struct ByteSourceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was asked of the system.
    package enum Operation: String, Hashable, Sendable {
        /// The file was to be opened.
        case open
        /// An open file was to be read.
        case read
    }

    /// What was asked of the system.
    package var operation: Operation
    /// The system's reason, one of errno's values such as `ENOENT`.
    package var code: Int32

    /// Makes an error from its parts.
    package init(operation: Operation, code: Int32) {
        self.operation = operation
        self.code = code
    }

    /// The error for a person: `cannot open: No such file or directory`.
    package var description: String {
        // glibc's text for a known code is static; it is copied at once.
        "cannot \(operation.rawValue): \(unsafe String(cString: strerror(code)))"
    }
}
