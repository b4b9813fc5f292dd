/// One loop as a table keeps it, its name aside.
///
/// Numbers are kept in half of their usual size; greater ones are cut to what fits, which no file within the limits
/// reaches.
struct LoopRecord: Sendable {
    /// The index of the first word of its name; the name ends where that of the next loop begins.
    var nameStart: UInt32
    /// The index of its traits.
    var traits: UInt32
    /// The line that names it, from 1.
    var line: UInt32
    /// The column of that line, in code points from 1.
    var column: UInt32
}
