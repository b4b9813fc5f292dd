import Synchronization
import Testing

@testable import AWSCore

/// Ids of calls as text.
@Suite
struct InvocationIDTests {
    @Test(
        "random bits become a UUID of version 4 (RFC 9562, section 5.4)",
        arguments: [
            (0, 0, "00000000-0000-4000-8000-000000000000"),
            (.max, .max, "ffffffff-ffff-4fff-bfff-ffffffffffff"),
            (0x919108F7_52D10320, 0x1BACF847_DB4148A8, "919108f7-52d1-4320-9bac-f847db4148a8"),
        ] as [(UInt64, UInt64, String)]
    )
    func text(high: UInt64, low: UInt64, text: String) {
        let bits = Mutex([high, low])
        let environment = CallEnvironment(
            secondsSinceEpoch: { 0 },
            uptime: { .zero },
            sleep: { _ in },
            randomBits: { bits.withLock { $0.removeFirst() } }
        )
        #expect(environment.randomID() == text)
    }
}
