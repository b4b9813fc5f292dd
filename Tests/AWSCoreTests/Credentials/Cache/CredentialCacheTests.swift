@testable import AWSCore
import AWSSigning
import Synchronization
import TestSupport
import Testing

/// Many who need credentials at once, on virtual time.
@Suite
struct CredentialCacheTests {
    /// Credentials whose key has a name.
    private static func credentials(_ name: String, expiring: Int64? = nil) -> ProvidedCredentials {
        ProvidedCredentials(keys: CachedCredentialsTests.keys(name), expiresAt: expiring, source: "source \(name)")
    }

    /// A cache in front of a script.
    private struct Fixture: Sendable {
        /// The clock.
        let time = VirtualTime()
        /// The source.
        let source: SlowCredentials
        /// The cache.
        let cache: CredentialCache
        /// The warnings so far.
        let warnings = Warnings()

        /// Makes a cache.
        init(_ script: Result<ProvidedCredentials, CredentialError>...) {
            let time = time
            let warnings = warnings
            source = SlowCredentials(script, time: time)
            let environment = CallEnvironment(
                secondsSinceEpoch: { time.now.offset.components.seconds },
                uptime: { time.now.offset },
                sleep: { try await time.sleep(for: $0) },
                randomBits: { 0 }
            )
            cache = CredentialCache(source, environment: environment) { warnings.add($0) }
        }

        /// Asks the cache, and names the key or the kind of the error.
        func ask() async -> String {
            do throws(CredentialError) {
                return try await cache.credentials().keys.accessKeyID
            } catch {
                return "\(error.kind)"
            }
        }
    }

    /// Warnings that were given.
    private final class Warnings: Sendable {
        /// The warnings.
        private let texts = Mutex<[String]>([])

        /// The warnings so far.
        var all: [String] { texts.withLock { $0 } }

        /// Adds a warning.
        func add(_ text: String) { texts.withLock { $0.append(text) } }
    }

    @Test("however many ask at once, the source is asked once")
    func singleFlight() {
        let fixture = Fixture(.success(Self.credentials("A")))
        let answers = fixture.time.run {
            await withTaskGroup(of: String.self) { group in
                for _ in 0..<100 { group.addTask { await fixture.ask() } }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
        }
        #expect(answers == ["A": 100])
        #expect(fixture.source.questions == 1)
        #expect(fixture.warnings.all.isEmpty)
    }

    @Test("the trouble of the one that asks is that of all who wait")
    func sharedTrouble() {
        let fixture = Fixture(.failure(CredentialError(.refused, "no")))
        let answers = fixture.time.run {
            await withTaskGroup(of: String.self) { group in
                for _ in 0..<10 { group.addTask { await fixture.ask() } }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
        }
        #expect(answers == ["refused": 10])
        #expect(fixture.source.questions == 1)
        #expect(fixture.warnings.all.isEmpty)
    }

    @Test("when the one that asks is cancelled, another takes over and none of the others fails")
    func cancelledLeader() {
        let fixture = Fixture(.success(Self.credentials("A")))
        let answers = fixture.time.run {
            async let others = withTaskGroup(of: String.self) { group in
                // They come half a second after the first, and wait for it.
                for _ in 0..<5 {
                    group.addTask {
                        try? await fixture.time.sleep(for: .milliseconds(500))
                        return await fixture.ask()
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let first = await withTaskGroup(of: String.self) { group in
                group.addTask { await fixture.ask() }
                try? await fixture.time.sleep(for: .milliseconds(700))
                group.cancelAll()
                return await group.next() ?? ""
            }
            return await others + [first]
        }
        #expect(answers == ["A", "A", "A", "A", "A", "cancelled"])
        #expect(fixture.source.questions == 2)
        #expect(fixture.time.now.offset == .milliseconds(1_700))
    }

    @Test("one who waits and is cancelled leaves at once, and the others get what they wait for")
    func cancelledWaiter() {
        let fixture = Fixture(.success(Self.credentials("A")))
        let (impatient, left, first) = fixture.time.run {
            async let first = fixture.ask()
            let impatient = await withTaskGroup(of: String.self) { group in
                group.addTask {
                    try? await fixture.time.sleep(for: .milliseconds(100))
                    return await fixture.ask()
                }
                try? await fixture.time.sleep(for: .milliseconds(200))
                group.cancelAll()
                return await group.next() ?? ""
            }
            let left = fixture.time.now.offset
            return (impatient, left, await first)
        }
        #expect(impatient == "cancelled")
        #expect(left == .milliseconds(200))
        #expect(first == "A")
        #expect(fixture.source.questions == 1)
    }

    @Test("refused keys lead to one question, however many were refused with them")
    func invalidate() {
        let fixture = Fixture(.success(Self.credentials("A")), .success(Self.credentials("B")))
        let answers = fixture.time.run {
            _ = await fixture.ask()
            return await withTaskGroup(of: String.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        await fixture.cache.invalidate(CachedCredentialsTests.keys("A"))
                        return await fixture.ask()
                    }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
        }
        #expect(answers == ["B": 20])
        #expect(fixture.source.questions == 2)
    }

    @Test("an early refresh that fails is warned of, and the old keys are used on")
    func warning() {
        let fixture = Fixture(
            .success(Self.credentials("A", expiring: 400)),
            .failure(CredentialError(.unreachable, "no answer"))
        )
        let answers = fixture.time.run {
            let first = await fixture.ask()
            try? await fixture.time.sleep(for: .seconds(150))
            return [first, await fixture.ask(), await fixture.ask()]
        }
        #expect(answers == ["A", "A", "A"])
        #expect(fixture.source.questions == 2)
        #expect(fixture.warnings.all.count == 1)
        #expect(fixture.warnings.all.first?.hasSuffix("no answer") == true)
    }

    @Test("keys that come expired are warned of, and used")
    func expiredOnArrival() {
        let fixture = Fixture(.success(Self.credentials("A", expiring: -5)))
        #expect(fixture.time.run { await fixture.ask() } == "A")
        #expect(fixture.warnings.all == ["AWS credentials that seem to have expired already are used: source A"])
    }
}
