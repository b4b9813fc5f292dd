import AWSCore

/// A place without files.
struct NoFiles: FileReader {
    /// Finds nothing.
    func contents(of path: String) throws(FileReadingError) -> [UInt8]? { nil }
}
