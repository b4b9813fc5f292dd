/// What a buffered output asks of the system: the seam at which tests play its moods.
protocol DescriptorCalls: Sendable {
    /// Writes the first of some bytes.
    ///
    /// - Returns: how many were written, which may be fewer than given.
    /// - Throws: `SystemCallError` when none were.
    func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws(SystemCallError) -> Int

    /// Returns when the descriptor takes bytes again, or will say why it does not.
    ///
    /// - Throws: `SystemCallError` when the system cannot tell.
    func awaitRoom(in descriptor: Int32) throws(SystemCallError)

    /// Has the system put what was written on its disk.
    ///
    /// - Throws: `SystemCallError` when it cannot.
    func synchronize(_ descriptor: Int32) throws(SystemCallError)

    /// Looks at what a descriptor is open on.
    ///
    /// - Throws: `SystemCallError` when the system cannot tell.
    func status(of descriptor: Int32) throws(SystemCallError) -> SystemCalls.FileStatus

    /// Gives the descriptor back.
    func close(_ descriptor: Int32)
}
