/// Goes through a file of `loopsFrom` from front to back, in memory that does not grow with it.
protocol LoopListReader {
    /// Reads the next item.
    ///
    /// - Returns: nil at the end of the file, and for good after a problem that it cannot be read on from.
    /// - Throws: `LoopListError` when the file cannot be read on; nothing is to be read after it.
    mutating func next() throws(LoopListError) -> LoopListItem?
}
