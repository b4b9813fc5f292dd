/// Why a run could not write down what happens.
package struct RunRecorderError: Error, Hashable, Sendable {
    /// One sentence that names the file and the cause, without a full stop.
    package let message: String

    /// Makes an error.
    package init(_ message: String) {
        self.message = message
    }
}
