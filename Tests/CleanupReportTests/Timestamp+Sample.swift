import HumanLoops

extension Timestamp {
    /// When the runs of tests start: 2026-11-22T10:00:00.000Z.
    static let sample = Timestamp(millisecondsSinceEpoch: 1_795_341_600_000)
}
