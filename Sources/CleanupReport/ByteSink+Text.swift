extension ByteSink {
    /// Takes text as UTF-8; it may be held back until `flush`.
    ///
    /// - Throws: `ReportWriteError` when it, or bytes held back before, cannot be written.
    package func write(_ text: String) throws(ReportWriteError) {
        try write(Array(text.utf8))
    }
}
