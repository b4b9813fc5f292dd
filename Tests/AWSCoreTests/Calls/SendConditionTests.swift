import AWSCore
import AWSTestSupport
import Synchronization
import Testing

/// Calls that may be sent only while what they rest on is young enough.
@Suite
struct SendConditionTests {
    /// Keys that take a time to get.
    private final class SlowKeys: CredentialProvider {
        /// The time in the world of the call.
        let time: Mutex<Duration>
        /// How long it takes to get the keys.
        let delay: Duration
        /// Since when they are in use.
        let inUseSince: Duration?
        /// How often they were asked for.
        let questions = Mutex(0)

        /// Makes keys at a time.
        init(at time: Duration, delay: Duration, inUseSince: Duration?) {
            self.time = Mutex(time)
            self.delay = delay
            self.inUseSince = inUseSince
        }

        /// Gives the keys, late.
        func credentials() async throws(CredentialError) -> ProvidedCredentials {
            questions.withLock { $0 += 1 }
            time.withLock { $0 += delay }
            var provided = try await StaticCredentials.example().credentials()
            provided.inUseSince = inUseSince
            return provided
        }
    }

    /// A row: when the look was sent, when the call is made, how long keys take, since when they are used.
    struct Row: Sendable, CustomTestStringConvertible {
        /// When the look was sent, in seconds.
        var lookedAt = 0
        /// When the call is made, in seconds.
        var calledAt: Int
        /// How long it takes to get the keys, in seconds.
        var keysTake = 0
        /// Since when the keys are in use, in seconds; nil for the first.
        var keysSince: Int?
        /// Whether the call is sent.
        var isSent: Bool
        /// How often keys are asked for.
        var questions = 1

        /// The row in one line.
        var testDescription: String {
            "look \(lookedAt), call \(calledAt), keys take \(keysTake), since \(keysSince.map(String.init) ?? "the start")"
        }
    }

    @Test(
        "a change is sent only on a look that is young enough and was got with the same keys",
        arguments: [
            Row(calledAt: 0, isSent: true),
            Row(calledAt: 15, isSent: true),
            Row(calledAt: 16, isSent: false, questions: 0),
            Row(calledAt: 1, keysTake: 14, isSent: true),
            Row(calledAt: 1, keysTake: 15, isSent: false),
            Row(lookedAt: 5, calledAt: 6, keysSince: 4, isSent: true),
            Row(lookedAt: 5, calledAt: 6, keysSince: 5, isSent: true),
            Row(lookedAt: 4, calledAt: 6, keysSince: 5, isSent: false),
        ]
    )
    func held(_ row: Row) async throws {
        let keys = SlowKeys(
            at: .seconds(row.calledAt),
            delay: .seconds(row.keysTake),
            inUseSince: row.keysSince.map { .seconds($0) }
        )
        let age: @Sendable () -> Duration = { keys.time.withLock { $0 } - .seconds(row.lookedAt) }
        let condition = SendCondition(timeLeft: { .seconds(15) - age() }, age: age)
        let client = try ClientUnderTest([.answer(200)], credentials: keys) { keys.time.withLock { $0 } }
        let result = await client.call(.mutations, condition)
        #expect(client.transport.requests.count == (row.isSent ? 1 : 0))
        #expect(keys.questions.withLock { $0 } == row.questions)
        guard !row.isSent else { return }
        let error = try #require(throws: AWSCallError.self) { try result.get() }
        #expect(error.attempts == 0)
        guard case .transport(let trouble) = error.failure else {
            Issue.record("\(error)")
            return
        }
        #expect(trouble.kind == .heldBack)
    }
}
