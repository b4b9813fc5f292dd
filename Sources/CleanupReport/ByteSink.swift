/// Where the bytes of a report go, in order.
package protocol ByteSink: AnyObject, Sendable {
    /// Whether no one reads any more (`EPIPE`): what is written is dropped, which is not an error.
    var isReaderGone: Bool { get }

    /// Takes bytes; they may be held back until `flush`.
    ///
    /// - Throws: `ReportWriteError` when they, or bytes held back before, cannot be written; then every later call throws it.
    func write(_ bytes: [UInt8]) throws(ReportWriteError)

    /// Hands all bytes to the system: they outlive the process.
    ///
    /// - Throws: `ReportWriteError` when they cannot be written.
    func flush() throws(ReportWriteError)

    /// Has the system put all bytes on its disk: they outlive the machine. What is no file has nothing to put.
    ///
    /// - Throws: `ReportWriteError` when they cannot be written.
    func synchronize() throws(ReportWriteError)

    /// Says that all is written: a file that is replaced at the end is replaced now.
    ///
    /// - Throws: `ReportWriteError` when the last bytes cannot be written or the file cannot take its place.
    func finish() throws(ReportWriteError)
}
