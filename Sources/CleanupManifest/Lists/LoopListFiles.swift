package import YAML

/// Where the decoder has the files of `loopsFrom` from: it opens none itself.
package protocol LoopListFiles: Sendable {
    /// Opens a file for reading, once, from front to back.
    ///
    /// - Parameter path: the path, relative to the working directory; `-` is standard input.
    /// - Returns: the file, before its first byte.
    /// - Throws: `ByteSourceError` when the file cannot be opened.
    func open(_ path: String) throws(ByteSourceError) -> any LoopListFile
}
