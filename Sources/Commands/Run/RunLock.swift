import CleanupEngine
import CleanupReport
import FoundationEssentials
import Glibc
import HumanLoops
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

/// One file that is locked with `flock(2)`: the system gives it back when the process ends, however it ends.
final class LockFile: Sendable {
    /// Who else may hold it.
    enum Mode: Sendable {
        /// No one.
        case alone
        /// Those who share it as well.
        case shared
    }

    /// The longest body of a lock's file.
    private static let maximumBody = 4_096

    /// The open file.
    private let descriptor: Int32
    /// Who else may hold it.
    private let mode: Mode

    /// Opens the file, and makes it when there is none; it is neither locked nor changed yet.
    ///
    /// - Throws: `CommandFailure` with 73 when it cannot be opened, or is a symbolic link.
    init(path: String, _ mode: Mode) throws(CommandFailure) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        self.mode = mode
        guard descriptor >= 0 else {
            let reason = errno == ELOOP ? "is a symbolic link, which is not followed" : "cannot be opened"
            throw CommandFailure(
                .cannotCreate,
                "the lock '\(path)' \(reason): name another place with --state-dir, or give --lock off"
            )
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Tries to take the lock.
    ///
    /// - Returns: whether no one else holds it who does not share it.
    /// - Throws: `CommandFailure` with 73 when the file system knows no locks.
    func take() throws(CommandFailure) -> Bool {
        if flock(descriptor, (mode == .alone ? LOCK_EX : LOCK_SH) | LOCK_NB) == 0 { return true }
        guard errno == EWOULDBLOCK || errno == EINTR else {
            throw CommandFailure(
                .cannotCreate,
                "the file system of the state directory knows no locks: name another with --state-dir, or give --lock off"
            )
        }
        return false
    }

    /// Says in the file who holds the lock; that it cannot be said is no reason not to run.
    ///
    /// - Precondition: the lock is held: what the file says of another would be lost.
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

/// Who holds a lock, as the lock's file says it.
struct LockHolder: Codable, Hashable, Sendable {
    /// The process.
    let pid: Int32
    /// The machine it runs on.
    let host: String
    /// The id of the run.
    let runId: String
    /// When the run began, in RFC 3339.
    let startedAt: String

    /// The line that the file holds.
    var jsonLine: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("pid", Int(pid))
            json.member("host", host)
            json.member("runId", runId)
            json.member("startedAt", startedAt)
        }
        json.newline()
        return json.take()
    }

    /// Reads the line.
    ///
    /// - Returns: nil when the bytes are none: the holder has yet to write it.
    static func read(_ bytes: [UInt8]) -> LockHolder? {
        try? JSONDecoder().decode(LockHolder.self, from: Data(bytes))
    }
}

extension LockHolder: CustomStringConvertible {
    /// The holder in words.
    var description: String { "pid \(pid) on \(host) since \(startedAt) (run \(runId))" }
}
