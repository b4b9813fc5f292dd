/// What a call takes from outside besides the network: the clock, sleep and randomness.
package struct CallEnvironment: Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package var secondsSinceEpoch: @Sendable () -> Int64
    /// The time since a fixed moment, by a clock that never jumps: limits are measured with it.
    package var uptime: @Sendable () -> Duration
    /// Throws when the task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void
    package var randomBits: @Sendable () -> UInt64

    package init(
        secondsSinceEpoch: @escaping @Sendable () -> Int64,
        uptime: @escaping @Sendable () -> Duration,
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        randomBits: @escaping @Sendable () -> UInt64
    ) {
        self.secondsSinceEpoch = secondsSinceEpoch
        self.uptime = uptime
        self.sleep = sleep
        self.randomBits = randomBits
    }

    /// A random number from 0 up to 1.
    func fraction() -> Double {
        Double(randomBits() >> 11) / Double(1 << 53 as UInt64)
    }
}

/// The id of one call, the same in all its attempts: a random UUID (RFC 9562, version 4).
struct InvocationID: Hashable, Sendable, CustomStringConvertible {
    let description: String

    /// Makes an id out of random bits, six of which are overwritten by the version and the variant.
    init(_ high: UInt64, _ low: UInt64) {
        let high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x0000_0000_0000_4000
        let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, half) in [high, low].enumerated() {
            for shift in stride(from: 60, through: 0, by: -4) {
                text.append(Self.digits[Int(half >> UInt64(shift) & 0xF)])
                if Self.groupEnds[index].contains(shift) { text.append(UInt8(ascii: "-")) }
            }
        }
        description = String(decoding: text, as: UTF8.self)
    }

    private static let digits = Array("0123456789abcdef".utf8)
    /// Behind which bit of each half a group of digits ends: there are 8, 4, 4, 4 and 12 of them.
    private static let groupEnds = [[32, 16, 0], [48]]
}
