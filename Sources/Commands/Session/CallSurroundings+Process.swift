import HumanLoops
import AWSCore

extension CallSurroundings {
    /// The surroundings of this process: its clock and the system's chance.
    static let process = CallSurroundings(
        secondsSinceEpoch: { WallClock.now().millisecondsSinceEpoch / 1_000 },
        sleep: { try await ContinuousClock().sleep(for: $0) },
        randomBits: { SystemRandomNumberGenerator.bits() }
    )
}

extension SystemRandomNumberGenerator {
    /// Sixty-four random bits.
    fileprivate static func bits() -> UInt64 {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }
}
