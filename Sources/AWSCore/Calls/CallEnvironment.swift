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
    func fraction() -> Double { Double(randomBits() >> 11) / Double(1 << 53 as UInt64) }

    /// A random UUID (RFC 9562, version 4), six bits of which are the version and the variant.
    func randomID() -> String { Self.randomID(from: randomBits) }

    /// The same from any source of random bits.
    ///
    /// Foundation's is all zeros where there is no `/dev/urandom`.
    package static func randomID(from randomBits: () -> UInt64) -> String {
        let high = randomBits() & 0xFFFF_FFFF_FFFF_0FFF | 0x0000_0000_0000_4000
        let low = randomBits() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for index in 0..<32 {
            if (8...20).contains(index), index % 4 == 0 { text.append(UInt8(ascii: "-")) }
            let digit = UInt8(truncatingIfNeeded: (index < 16 ? high : low) >> UInt64(60 - index % 16 * 4)) & 0xF
            text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// All that a client calls with: the network, what a call takes from outside besides, and the program's name.
package struct CallTools: Sendable {
    let transport: any HTTPTransport
    let environment: CallEnvironment
    let userAgent: UserAgent

    package init(_ transport: any HTTPTransport, _ environment: CallEnvironment, _ userAgent: UserAgent) {
        self.transport = transport
        self.environment = environment
        self.userAgent = userAgent
    }
}
