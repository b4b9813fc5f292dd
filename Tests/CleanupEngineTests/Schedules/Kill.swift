/// When a process is killed: everything that it knew and did not write down is lost.
enum Kill: Hashable, Sendable {
    /// So long after it began.
    case after(Duration)
    /// When it has written so many records, before it does what the last of them speaks of.
    case afterRecord(Int)
}
