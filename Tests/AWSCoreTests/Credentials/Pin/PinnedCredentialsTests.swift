@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Support
import Synchronization
import TestSupport
import Testing

/// Keys that change while a run is under way, on virtual time.
@Suite
struct PinnedCredentialsTests {
    /// A source whose keys are set from outside.
    private final class SettableKeys: RefreshableCredentials {
        /// What the source gives.
        let held: Mutex<ProvidedCredentials>

        /// Starts with keys.
        init(_ first: ProvidedCredentials) {
            held = Mutex(first)
        }

        /// Gives what is held.
        func credentials() async throws(CredentialError) -> ProvidedCredentials { held.withLock { $0 } }

        /// Does nothing.
        func invalidate(_ keys: AWSCredentials) async {}
    }

    /// A witness that takes a second, and counts how often it is asked.
    private final class ScriptedWitness: AccountWitness {
        /// What it says of each key.
        let words: [String: AccountTestimony]
        /// The clock.
        let time: VirtualTime
        /// The keys it was asked about.
        let asked = Mutex<[String]>([])

        /// Makes a witness.
        init(_ words: [String: AccountTestimony], time: VirtualTime) {
            self.words = words
            self.time = time
        }

        /// Says what the script says, after a second.
        func account(of credentials: ProvidedCredentials) async throws(CredentialError) -> AccountTestimony {
            let key = credentials.keys.accessKeyID
            asked.withLock { $0.append(key) }
            do {
                try await time.sleep(for: .seconds(1))
            } catch {
                throw .cancelled
            }
            return words[key] ?? .unknown("nobody knows \(key)")
        }
    }

    /// What a run has learnt.
    private struct Evidence: AccountEvidence {
        /// The account of its loops.
        var account: String?
        /// Whether anything was answered.
        var isAny = true
    }

    /// Keys with a name, of an account.
    private static func keys(_ name: String, _ account: String?, isWritten: Bool = false) -> ProvidedCredentials {
        var provided = ProvidedCredentials(
            keys: AWSCredentials(accessKeyID: name, secretAccessKey: Secret("s")),
            accountID: account,
            source: "profile 'p'"
        )
        provided.isAccountWritten = isWritten && account != nil
        return provided
    }

    /// A row: the first keys, what was learnt, the later keys, what a witness says of them, and what comes of it.
    struct Row: Sendable, CustomTestStringConvertible {
        /// The account of the first keys, as their source tells it.
        var first: String?
        /// The account of the loops that were seen.
        var seen: String?
        /// Whether anything was answered.
        var isAnyAnswered = true
        /// The account of the later keys, as their source tells it.
        var later: String?
        /// Whether that is only written beside them.
        var isWritten = false
        /// What the witness says of the later keys.
        var testimony: AccountTestimony?
        /// How it ends: the kind of the error, or nil when the keys are used.
        var error: CredentialError.Kind?
        /// What the error names.
        var words: [String] = []

        /// The row in one line.
        var testDescription: String {
            "\(first ?? "-") seen \(seen ?? "-") then \(later ?? "-")\(isWritten ? " written" : "") "
                + "said \(testimony.map { "\($0)" } ?? "-")"
        }
    }

    /// Every way in which keys are shown to be of the account, or not.
    static let rows = [
        Row(first: "1", later: "1"),
        Row(first: "1", later: "2", error: .otherAccount, words: ["account 1", "account 2", "profile 'p'"]),
        Row(seen: "1", later: "1"),
        Row(seen: "1", later: "2", error: .otherAccount, words: ["account 1", "account 2"]),
        Row(first: "1", testimony: .account("1")),
        Row(seen: "1", testimony: .account("1")),
        Row(seen: "1", testimony: .account("2"), error: .otherAccount, words: ["account 1", "account 2"]),
        Row(first: "1", testimony: .account("2"), error: .otherAccount),
        Row(first: "1", testimony: .unknown("none of 3"), error: .refused, words: ["none of 3", "--resume"]),
        Row(first: "1", testimony: .unreachable("no way"), error: .unreachable, words: ["no way"]),
        Row(error: .refused, words: ["no one has told which account"]),
        Row(later: "2", error: .refused),
        Row(isAnyAnswered: false),
        Row(isAnyAnswered: false, later: "2"),
        Row(first: "1", isAnyAnswered: false, later: "2", error: .otherAccount),
        Row(first: "1", later: "1", isWritten: true, testimony: .account("2"), error: .otherAccount),
        Row(first: "1", later: "1", isWritten: true, testimony: .unknown("x")),
        Row(first: "1", later: "2", isWritten: true, error: .otherAccount),
    ]

    @Test("keys that come later are used when it is shown that they are of the account", arguments: rows)
    func proven(_ row: Row) {
        let time = VirtualTime()
        let source = SettableKeys(Self.keys("A", row.first))
        let witness = ScriptedWitness(row.testimony.map { ["B": $0] } ?? [:], time: time)
        let pinned = PinnedCredentials(
            source,
            witnesses: [witness],
            evidence: Evidence(account: row.seen, isAny: row.isAnyAnswered),
            uptime: { time.now.offset }
        )
        let (first, later) = time.run {
            let first = await Self.result(pinned)
            source.held.withLock { $0 = Self.keys("B", row.later, isWritten: row.isWritten) }
            return (first, await Self.result(pinned))
        }
        #expect((try? first.get())?.keys.accessKeyID == "A")
        #expect((try? first.get())?.inUseSince == nil)
        guard let kind = row.error else {
            #expect((try? later.get())?.keys.accessKeyID == "B")
            #expect((try? later.get())?.inUseSince == time.now.offset)
            return
        }
        guard case .failure(let error) = later else {
            Issue.record("they were used")
            return
        }
        #expect(error.kind == kind)
        for words in row.words { #expect(error.description.contains(words)) }
    }

    @Test("however many ask at once, one finds out whose the keys are, once for each key")
    func singleFlight() {
        let time = VirtualTime()
        let source = SettableKeys(Self.keys("A", "1"))
        let witness = ScriptedWitness(["B": .account("1"), "C": .account("2")], time: time)
        let pinned = PinnedCredentials(
            source,
            witnesses: [witness],
            evidence: Evidence(),
            uptime: { time.now.offset }
        )
        let answers = time.run {
            _ = await Self.result(pinned)
            var answers: [[String: Int]] = []
            for key in ["B", "C", "B", "C", "A"] {
                source.held.withLock { $0 = Self.keys(key, key == "A" ? "1" : nil) }
                answers.append(
                    await withTaskGroup(of: String.self) { group in
                        for _ in 0..<20 { group.addTask { await Self.word(pinned) } }
                        return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
                    }
                )
            }
            return answers
        }
        #expect(answers == [["B": 20], ["otherAccount": 20], ["B": 20], ["otherAccount": 20], ["A": 20]])
        #expect(witness.asked.withLock { $0 } == ["B", "C"])
        #expect(time.now.offset == .seconds(2))
    }

    @Test("when the one that finds out is cancelled, another takes over; one that waits can be cancelled")
    func cancelled() {
        let time = VirtualTime()
        let source = SettableKeys(Self.keys("A", "1"))
        let witness = ScriptedWitness(["B": .account("1")], time: time)
        let pinned = PinnedCredentials(
            source,
            witnesses: [witness],
            evidence: Evidence(),
            uptime: { time.now.offset }
        )
        let answers = time.run {
            _ = await Self.result(pinned)
            source.held.withLock { $0 = Self.keys("B", nil) }
            async let other = withTaskGroup(of: String.self) { group in
                try? await time.sleep(for: .milliseconds(100))
                group.addTask { await Self.word(pinned) }
                return await group.next() ?? ""
            }
            let both = await withTaskGroup(of: String.self) { group in
                group.addTask { await Self.word(pinned) }
                group.addTask {
                    try? await time.sleep(for: .milliseconds(200))
                    return await Self.word(pinned)
                }
                try? await time.sleep(for: .milliseconds(500))
                group.cancelAll()
                return await group.reduce(into: []) { $0.append($1) }
            }
            return both + [await other]
        }
        #expect(answers == ["cancelled", "cancelled", "B"])
        #expect(witness.asked.withLock { $0 } == ["B", "B"])
    }

    @Test(
        "the account that a run begins with is told by the source, else by a witness",
        arguments: [
            ("1", .account("2"), "1", 0), (nil, .account("2"), "2", 1), (nil, .unknown("x"), nil, 1),
            (nil, .unreachable("x"), nil, 1),
        ] as [(String?, AccountTestimony, String?, Int)]
    )
    func begins(_ row: (told: String?, testimony: AccountTestimony, account: String?, questions: Int)) throws {
        let time = VirtualTime()
        let source = SettableKeys(Self.keys("A", row.told))
        let witness = ScriptedWitness(["A": row.testimony], time: time)
        let pinned = PinnedCredentials(
            source,
            witnesses: [witness],
            evidence: Evidence(isAny: false),
            uptime: { time.now.offset }
        )
        let account = time.run { try? await pinned.account() }
        #expect(account == row.account)
        #expect(witness.asked.withLock { $0.count } == row.questions)
    }

    /// Asks for keys and keeps how it went.
    private static func result(_ pinned: PinnedCredentials) async -> Result<ProvidedCredentials, CredentialError> {
        do throws(CredentialError) {
            return .success(try await pinned.credentials())
        } catch {
            return .failure(error)
        }
    }

    /// Asks for keys, and names the key or the kind of the error.
    private static func word(_ pinned: PinnedCredentials) async -> String {
        switch await result(pinned) {
        case .success(let provided): provided.keys.accessKeyID
        case .failure(let error): "\(error.kind)"
        }
    }
}
