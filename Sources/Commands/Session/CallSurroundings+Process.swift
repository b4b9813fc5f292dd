import HumanLoops
import AWSCore

extension CallSurroundings {
    /// The surroundings of this process: its clock and the system's chance.
    static let process = CallSurroundings(
        secondsSinceEpoch: { WallClock.now().millisecondsSinceEpoch / 1_000 },
        uptime: { startOfClock.duration(to: ContinuousClock.now) },
        sleep: { try await ContinuousClock().sleep(for: $0) },
        randomBits: { SystemRandomNumberGenerator.bits() }
    )
}

/// The moment that the process's limits are measured from.
private let startOfClock = ContinuousClock.now

extension SystemRandomNumberGenerator {
    /// Sixty-four random bits.
    fileprivate static func bits() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
