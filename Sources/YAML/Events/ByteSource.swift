/// Something bytes are read from once, from front to back, a piece at a time.
package protocol ByteSource {
    /// Reads the next piece.
    ///
    /// - Returns: at least one byte; no bytes at the end.
    /// - Throws: `ByteSourceError` when the bytes cannot be had.
    mutating func readChunk() throws(ByteSourceError) -> [UInt8]
}
