import AWSCore
import AWSServices
import CleanupEngine
import CleanupJournal
import CleanupManifest
import HumanLoops

/// The account that a command is bound to, and how an earlier part of a run is shown to have been in the same.
struct CallerAccount: Sendable {
    /// How many loops of an earlier part are asked for.
    static let mostLoops = 8

    /// Nil when neither the credentials nor STS tells.
    let account: String?
    /// Whom AWS takes the caller for; nil when neither the credentials nor STS tells.
    let callerARN: String?
    /// A digest of the access key ID, by which the same keys are known again; nil when it is not looked at.
    let keyDigest: String?
    let credentials: PinnedCredentials
    let knownLoops: KnownLoops

    /// Makes sure that the keys are of the account of an earlier part of a run: else what exists under other keys only would
    /// count as gone.
    ///
    /// Where the credentials tell their account, the journal's place was compared before; keys that the run began with are
    /// known again; otherwise loops that the run is not done with are asked for. Throws a `CommandFailure` with 78 when they are
    /// of another account, with 77 when nothing shows that they are not.
    func check(after history: JournalHistory, _ loops: LoopTable) async throws(CommandFailure) {
        guard account == nil, let known = history.account, history.start?.accessKeyDigest != keyDigest else { return }
        let names = Self.names(in: history, loops)
        guard !names.isEmpty else { return }
        for name in names.reversed() { knownLoops.note(name) }
        do {
            try await credentials.confirm(known)
        } catch {
            throw CommandFailure(error)
        }
    }

    /// The loops to ask for: some that the run is not done with, the ones that it was about to delete last.
    static func names(in history: JournalHistory, _ loops: LoopTable) -> [HumanLoopName] {
        let open = history.records.lazy.filter { !$0.1.isSettled && !$0.1.isAnother }
        let likely = Array(open.filter { !$0.1.hasDeleteIntent }.map(\.0).prefix(mostLoops))
        let new = loops.lazy.map(\.name).filter { history.records[$0] == nil }.prefix(mostLoops)
        let unlikely = open.filter(\.1.hasDeleteIntent).map(\.0).prefix(mostLoops)
        return Array((likely + new + unlikely).prefix(mostLoops))
    }
}
