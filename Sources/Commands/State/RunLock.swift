import CleanupEngine
import Synchronization

/// The claim of one run on a manifest's name and target, over all runs of this machine that use its state directory.
final class RunLock: Sendable {
    /// The files, in the order in which everybody takes them.
    private let files: [LockFile]
    /// Which of the files another run held at the last try.
    private let obstacle = Mutex(0)

    /// Opens the files of a lock; nothing is taken yet.
    ///
    /// - Parameters:
    ///   - folder: where they are.
    ///   - names: what they are called.
    /// - Throws: `CommandFailure` with 73 when one cannot be opened.
    init(in folder: String, _ names: LockNames) throws(CommandFailure) {
        guard let ofAccount = names.ofAccount else {
            files = [try LockFile(path: "\(folder)/\(names.ofPlace)", .alone)]
            return
        }
        files = [
            try LockFile(path: "\(folder)/\(names.ofPlace)", .shared),
            try LockFile(path: "\(folder)/\(ofAccount)", .alone),
        ]
    }

    /// Tries to take the lock.
    ///
    /// - Returns: whether no one else holds it.
    /// - Throws: `CommandFailure` with 73 when the file system knows no locks.
    func take() throws(CommandFailure) -> Bool {
        for (index, file) in files.enumerated() {
            guard try !file.take() else { continue }
            obstacle.withLock { $0 = index }
            for file in files[..<index] { file.release() }
            return false
        }
        return true
    }

    /// Takes the lock, waiting for it as a policy says.
    ///
    /// - Parameters:
    ///   - policy: how long to wait.
    ///   - limit: the longest time to wait, whatever the policy; nil for no limit.
    ///   - clock: what time is told by.
    ///   - stopRequest: a signal ends the wait.
    ///   - onWait: told once, before the wait, who holds it; nil when that is not known.
    /// - Returns: whether it was taken.
    /// - Throws: `CommandFailure` when there can be no lock, `CancellationError` when the task is cancelled.
    func take<C: Clock>(
        _ policy: LockPolicy,
        limit: Duration? = nil,
        clock: C,
        stopRequest: StopRequest,
        onWait: (LockHolder?) -> Void
    ) async throws -> Bool where C.Duration == Duration {
        let start = clock.now
        let policy = limit.map { policy.limited(to: $0) } ?? policy
        var isTold = false
        while try !take() {
            guard stopRequest.signal == nil, let delay = policy.delay(after: start.duration(to: clock.now)) else {
                return false
            }
            if !isTold { onWait(holder) }
            isTold = true
            try await clock.sleep(for: delay)
        }
        return true
    }

    /// Says in the files who holds the lock.
    ///
    /// - Precondition: it is held.
    func sign(_ holder: LockHolder) {
        for file in files { file.sign(holder) }
    }

    /// Who held the lock at the last try, as far as the file says it.
    var holder: LockHolder? { files[obstacle.withLock { $0 }].holder }

    /// Gives the lock back.
    func release() {
        for file in files.reversed() { file.release() }
    }
}
