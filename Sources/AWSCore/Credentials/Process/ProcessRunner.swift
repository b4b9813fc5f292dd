package import Support

/// What runs programs, without a shell.
package protocol ProcessRunner: Sendable {
    /// Runs a program to its end, with nothing to read from.
    ///
    /// - Parameter arguments: the program and its arguments, at least the program.
    /// - Returns: how the program ended, well or not.
    /// - Throws: `ProcessRunningError` when it cannot be run, or did not end by itself in time.
    func run(_ arguments: Secret<[String]>) async throws(ProcessRunningError) -> ProcessEnding
}
