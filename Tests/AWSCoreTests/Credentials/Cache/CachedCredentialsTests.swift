@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Support
import Testing

/// What is decided about credentials that are kept, moment by moment; time is in seconds.
@Suite
struct CachedCredentialsTests {
    /// One thing that happens to a cached, and what it advises then.
    enum Step: Sendable {
        /// Somebody needs credentials.
        case ask(at: Int64, Expected)
        /// The source gives keys of a name.
        case gives(String, at: Int64, expiring: Int64?, outliving: Bool = false)
        /// The source gives nothing.
        case fails(CredentialError.Kind, at: Int64)
        /// The service has refused keys of a name.
        case invalidate(String, at: Int64)
    }

    /// What is advised.
    enum Expected: Hashable, Sendable {
        /// Sign with the keys of a name.
        case use(String)
        /// Ask the source.
        case refresh
        /// Wait for the one who asks.
        case wait
        /// Come back in so many seconds.
        case comeBack(Int64)
        /// Fail.
        case fail
    }

    /// A story with its name.
    struct Story: Sendable, CustomTestStringConvertible {
        /// What the story shows.
        var testDescription: String
        /// What happens.
        var steps: [Step]

        /// Makes a story.
        init(_ name: String, _ steps: [Step]) {
            testDescription = name
            self.steps = steps
        }
    }

    /// Keys of a name.
    static func keys(_ name: String) -> AWSCredentials {
        AWSCredentials(accessKeyID: name, secretAccessKey: Secret("s"))
    }

    /// Plays a step.
    private func play(_ step: Step, on cached: inout CachedCredentials) {
        switch step {
        case .ask(let now, let expected):
            let advice: Expected =
                switch cached.advice(at: now) {
                case .use(let credentials): .use(credentials.keys.accessKeyID)
                case .refresh: .refresh
                case .wait: .wait
                case .comeBack(let seconds): .comeBack(seconds)
                case .fail: .fail
                }
            #expect(advice == expected, "at \(now)")
        case .gives(let name, let now, let expiry, let outliving):
            var credentials = ProvidedCredentials(keys: Self.keys(name), expiresAt: expiry, source: "test")
            credentials.outlivesExpiry = outliving
            cached.take(.success(credentials), at: now, fraction: 1)
        case .fails(let kind, let now):
            cached.take(.failure(CredentialError(kind, "no")), at: now, fraction: 1)
        case .invalidate(let name, let now): cached.invalidate(Self.keys(name), at: now)
        }
    }

    /// The stories.
    static let stories = [
        Story(
            "keys without an expiry are asked for once",
            [.ask(at: 0, .refresh), .ask(at: 0, .wait), .gives("A", at: 1, expiring: nil), .ask(at: 99_999, .use("A"))]
        ),
        Story(
            "five minutes before the expiry one asks for newer ones, and the others go on",
            [
                .ask(at: 0, .refresh), .gives("A", at: 0, expiring: 3_600), .ask(at: 3_299, .use("A")),
                .ask(at: 3_300, .refresh), .ask(at: 3_301, .use("A")), .gives("B", at: 3_302, expiring: 7_200),
                .ask(at: 3_303, .use("B")),
            ]
        ),
        Story(
            "early trouble keeps the old ones, and asks again in a minute and at the expiry",
            [
                .ask(at: 0, .refresh), .gives("A", at: 0, expiring: 3_600), .ask(at: 3_300, .refresh),
                .fails(.unreachable, at: 3_310), .ask(at: 3_311, .use("A")), .ask(at: 3_369, .use("A")),
                .ask(at: 3_370, .refresh), .fails(.unreachable, at: 3_580), .ask(at: 3_599, .use("A")),
                .ask(at: 3_600, .refresh), .ask(at: 3_601, .wait),
                .gives("B", at: 3_602, expiring: 7_200), .ask(at: 3_603, .use("B")),
            ]
        ),
        Story(
            "a source that gave keys before is waited for when they are over, for five minutes",
            [
                .ask(at: 0, .refresh), .gives("A", at: 0, expiring: 60), .ask(at: 60, .refresh),
                .fails(.refused, at: 60), .ask(at: 60, .comeBack(1)), .ask(at: 61, .refresh),
                .fails(.unreachable, at: 61), .ask(at: 61, .comeBack(2)), .ask(at: 63, .refresh),
                .fails(.unreachable, at: 63), .ask(at: 66, .comeBack(1)), .ask(at: 67, .refresh),
                .fails(.unreachable, at: 67), .ask(at: 75, .refresh), .fails(.refused, at: 75),
                .ask(at: 75, .comeBack(16)), .ask(at: 91, .refresh), .fails(.refused, at: 359),
                .ask(at: 359, .comeBack(16)), .ask(at: 360, .fail), .ask(at: 375, .refresh),
                .fails(.refused, at: 376), .ask(at: 377, .fail), .ask(at: 436, .refresh),
                .gives("B", at: 436, expiring: 500), .ask(at: 437, .use("B")), .ask(at: 500, .refresh),
                .fails(.refused, at: 500), .ask(at: 500, .comeBack(1)),
            ]
        ),
        Story(
            "so is one whose keys were refused",
            [
                .ask(at: 0, .refresh), .gives("A", at: 0, expiring: 3_600), .invalidate("A", at: 10),
                .ask(at: 10, .refresh), .fails(.unreachable, at: 10), .ask(at: 10, .comeBack(1)),
                .ask(at: 11, .refresh), .gives("B", at: 11, expiring: 3_600), .ask(at: 12, .use("B")),
            ]
        ),
        Story(
            "the first trouble is told to all who come within a minute",
            [
                .ask(at: 0, .refresh), .fails(.absent, at: 0), .ask(at: 1, .fail), .ask(at: 59, .fail),
                .ask(at: 60, .refresh), .gives("A", at: 61, expiring: nil), .ask(at: 62, .use("A")),
            ]
        ),
        Story(
            "a cancelled question says nothing of the source",
            [
                .ask(at: 0, .refresh), .fails(.cancelled, at: 0), .ask(at: 0, .refresh),
                .gives("A", at: 0, expiring: 600), .ask(at: 300, .refresh), .fails(.cancelled, at: 300),
                .ask(at: 300, .refresh),
            ]
        ),
        Story(
            "keys that live shorter than the early refresh are not asked for with every call",
            [
                .ask(at: 0, .refresh), .gives("A", at: 0, expiring: 120), .ask(at: 1, .use("A")),
                .ask(at: 59, .use("A")), .ask(at: 60, .refresh), .gives("A", at: 60, expiring: 120),
                .ask(at: 61, .use("A")), .ask(at: 120, .refresh),
            ]
        ),
        Story(
            "what has just come is used though it seems expired",
            [
                .ask(at: 5_000, .refresh), .gives("A", at: 5_000, expiring: 100), .ask(at: 5_001, .use("A")),
                .ask(at: 5_060, .refresh), .fails(.refused, at: 5_061), .ask(at: 5_061, .comeBack(1)),
            ]
        ),
        Story(
            "the keys of an instance outlive their expiry while the source is in trouble",
            [
                .ask(at: 0, .refresh), .gives("A", at: 0, expiring: 1_000, outliving: true), .ask(at: 700, .refresh),
                .fails(.unreachable, at: 700), .ask(at: 701, .use("A")), .ask(at: 1_599, .use("A")),
                .ask(at: 1_600, .refresh), .ask(at: 1_601, .wait), .fails(.unreachable, at: 1_602),
                .ask(at: 2_501, .use("A")), .ask(at: 2_502, .refresh),
                .gives("B", at: 2_503, expiring: 9_000), .ask(at: 2_504, .use("B")),
            ]
        ),
        Story(
            "refused keys are forgotten, others are not",
            [
                .ask(at: 0, .refresh), .gives("A", at: 0, expiring: 3_600), .invalidate("B", at: 1),
                .ask(at: 2, .use("A")), .invalidate("A", at: 3), .ask(at: 4, .refresh), .ask(at: 4, .wait),
                .gives("B", at: 5, expiring: 3_600), .invalidate("A", at: 6), .ask(at: 7, .use("B")),
            ]
        ),
        Story(
            "the same keys refused over and over do not lead to a question each time",
            [
                .ask(at: 0, .refresh), .gives("A", at: 0, expiring: nil), .invalidate("A", at: 1),
                .ask(at: 1, .refresh), .gives("A", at: 1, expiring: nil), .invalidate("A", at: 2),
                .ask(at: 3, .use("A")), .invalidate("A", at: 60), .ask(at: 60, .use("A")), .invalidate("A", at: 61),
                .ask(at: 61, .refresh),
            ]
        ),
        Story(
            "keys refused while newer ones are fetched wait for those",
            [
                .ask(at: 0, .refresh), .gives("A", at: 0, expiring: 400), .ask(at: 100, .refresh),
                .invalidate("A", at: 101), .ask(at: 101, .wait), .gives("B", at: 102, expiring: 4_000),
                .ask(at: 103, .use("B")),
            ]
        ),
    ]

    @Test("advice follows what has happened", arguments: stories)
    func story(_ story: Story) {
        var cached = CachedCredentials()
        for step in story.steps { play(step, on: &cached) }
    }
}
