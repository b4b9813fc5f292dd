import CleanupEngine
import Glibc

/// The claim of one run on a manifest's name and target, held with `flock(2)`: the system gives it back when the process
/// ends, however it ends.
final class RunLock: Sendable {
    /// The longest body of a lock's file.
    private static let maximumBody = 4_096

    /// The open file.
    private let descriptor: Int32

    /// Opens the file of a lock, and makes it when there is none; the lock is not taken yet.
    ///
    /// - Throws: `CommandFailure` with 73 when it cannot be opened.
    init(path: String) throws(CommandFailure) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure(
                .cannotCreate,
                "the lock '\(path)' cannot be opened: name another place with --state-dir, or give --lock off"
            )
        }
    }

    deinit {
        close(descriptor)
    }

    /// Tries to take the lock.
    ///
    /// - Returns: whether nobody else holds it.
    /// - Throws: `CommandFailure` with 73 when the file system knows no locks.
    func take() throws(CommandFailure) -> Bool {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        guard errno == EWOULDBLOCK || errno == EINTR else {
            throw CommandFailure(
                .cannotCreate,
                "the file system of the state directory knows no locks: name another with --state-dir, or give --lock off"
            )
        }
        return false
    }

    /// Takes the lock, waiting for it as a policy says.
    ///
    /// - Parameters:
    ///   - policy: how long to wait.
    ///   - clock: what time is told by.
    ///   - stopRequest: a signal ends the wait.
    ///   - onWait: told once, before the wait, who holds it; nil when that is not known.
    /// - Returns: whether it was taken.
    /// - Throws: `CommandFailure` when there can be no lock, `CancellationError` when the task is cancelled.
    func take(
        _ policy: LockPolicy,
        clock: some Clock<Duration>,
        stopRequest: StopRequest,
        onWait: (LockHolder?) -> Void
    ) async throws -> Bool {
        var waited = Duration.zero
        while try !take() {
            guard stopRequest.signal == nil, let delay = policy.delay(after: waited) else { return false }
            if waited == .zero { onWait(holder) }
            try await clock.sleep(for: delay)
            waited += delay
        }
        return true
    }

    /// Says in the file who holds the lock; that it cannot be said is no reason not to run.
    func sign(_ holder: LockHolder) {
        let line = holder.jsonLine
        guard ftruncate(descriptor, 0) == 0 else { return }
        // The call reads the bytes that it is lent, and keeps nothing of them.
        _ = unsafe line.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// Who holds the lock, as far as the file says it.
    var holder: LockHolder? {
        // `pread` writes at most as many bytes as the buffer has, and exactly those are declared initialized.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.maximumBody) { buffer, initializedCount in
            initializedCount = max(0, unsafe pread(descriptor, buffer.baseAddress, Self.maximumBody, 0))
        }
        return LockHolder.read(bytes)
    }

    /// Gives the lock back.
    func release() {
        flock(descriptor, LOCK_UN)
    }
}
