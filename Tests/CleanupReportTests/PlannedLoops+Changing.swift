import CleanupEngine

extension PlannedLoops {
    /// Changes the line at an index.
    mutating func change(_ index: Int, _ change: (inout PlannedLoop) -> Void) {
        var lines = Array(self)
        change(&lines[index])
        self = PlannedLoops(lines)
    }
}
