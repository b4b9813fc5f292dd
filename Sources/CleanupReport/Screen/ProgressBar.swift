/// A bar that fills from left to right.
struct ProgressBar {
    /// How many cells a bar has between its brackets.
    static let cells = 8...30

    /// How much is done, 0 to `total`.
    private let done: Int
    /// How much there is to do; nothing to do counts as all done.
    private let total: Int

    /// Makes a bar; what is done is taken to be within the total.
    init(done: Int, total: Int) {
        self.total = max(0, total)
        self.done = min(max(0, done), self.total)
    }

    /// How much is done in whole hundredths: 100 only when nothing is left.
    var percent: Int { filled(of: 100) }

    /// Draws the bar with so many cells between its brackets.
    func text(cells: Int, usesUnicode: Bool) -> String {
        let (full, empty) = usesUnicode ? ("█", "░") : ("#", "-")
        let count = filled(of: cells)
        return "[" + String(repeating: full, count: count) + String(repeating: empty, count: cells - count) + "]"
    }

    private func filled(of cells: Int) -> Int {
        // In full width, so that no count is too large to be multiplied.
        total == 0 ? cells : total.dividingFullWidth(done.multipliedFullWidth(by: cells)).quotient
    }
}
