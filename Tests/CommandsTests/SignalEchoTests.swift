import Glibc
import Testing

@testable import Commands

/// Signals that come twice although they were sent once.
@Suite("SignalEcho")
struct SignalEchoTests {
    /// Signals with the milliseconds at which they come, and which of them are echoes.
    static let signals: [([(Int32, Int)], [Bool])] = [
        ([(SIGINT, 0), (SIGINT, 0)], [false, true]),
        ([(SIGINT, 0), (SIGINT, 249), (SIGINT, 250)], [false, true, false]),
        // A key that is held ends the process all the same.
        ([(SIGINT, 0), (SIGINT, 100), (SIGINT, 200), (SIGINT, 300)], [false, true, true, false]),
        ([(SIGINT, 0), (SIGTERM, 1)], [false, false]),
        ([(SIGTERM, 0), (SIGTERM, 1), (SIGINT, 2)], [false, true, false]),
    ]

    @Test("the same signal in the same instant is one, another or a later one is not", arguments: signals)
    func echoes(_ signals: [(Int32, Int)], _ echoes: [Bool]) {
        var echo = SignalEcho()
        let beginning = ContinuousClock.now
        let held = signals.map { echo.holds($0.0, at: beginning.advanced(by: .milliseconds($0.1))) }
        #expect(held == echoes)
    }
}
