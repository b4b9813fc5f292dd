import Synchronization

/// The line of a terminal that is drawn over again and again, shared by everything that writes to that terminal.
final class StatusLine: Sendable {
    /// Takes such a line away: to the first column, then erase to the end (ECMA-48, EL).
    static let erasure = "\r\u{1B}[K"

    /// Whether it is there.
    private let isShown = Mutex(false)

    /// Takes note that the line was drawn.
    func drawn() {
        isShown.withLock { $0 = true }
    }

    /// Takes note that the line is taken away.
    ///
    /// - Returns: whether it was there.
    func takeAway() -> Bool {
        isShown.withLock { isShown in
            defer { isShown = false }
            return isShown
        }
    }
}
