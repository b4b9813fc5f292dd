import CleanupEngine
import FoundationEssentials
import Glibc
import HumanLoops
import Support
import Synchronization

/// The claim of one run on a manifest's name and place, among all runs of this machine that use its state directory.
final class RunLock: Sendable {
    /// In the order in which every run takes them.
    private let files: [LockFile]
    /// Which of the files another run held at the last try.
    private let obstacle = Mutex(0)

    /// Opens the files of a lock, of which nothing is taken yet.
    init(in folder: String, _ names: LockNames) throws(CommandFailure) {
        guard let ofAccount = names.ofAccount else {
            files = [try LockFile(path: "\(folder)/\(names.ofPlace)", LOCK_EX)]
            return
        }
        files = [
            try LockFile(path: "\(folder)/\(names.ofPlace)", LOCK_SH),
            try LockFile(path: "\(folder)/\(ofAccount)", LOCK_EX),
        ]
    }

    /// Tries to take the lock; returns whether no other run holds it.
    func take() throws(CommandFailure) -> Bool {
        for (index, file) in files.enumerated() {
            guard try !file.take() else { continue }
            obstacle.withLock { $0 = index }
            for file in files[..<index] { file.release() }
            return false
        }
        return true
    }

    /// Takes the lock, waiting for it as a policy says, but no longer than the limit; returns whether it was taken.
    ///
    /// A signal ends the wait. `onWait` is told once, before the wait, who holds the lock, if that is known.
    func take<C: Clock>(
        _ policy: LockPolicy,
        limit: Duration? = nil,
        clock: C,
        stopRequest: StopRequest,
        onWait: (LockHolder?) -> Void
    ) async throws -> Bool where C.Duration == Duration {
        let start = clock.now
        var isTold = false
        while try !take() {
            guard stopRequest.signal == nil,
                let delay = policy.delay(after: start.duration(to: clock.now), limit: limit)
            else { return false }
            if !isTold { onWait(holder) }
            isTold = true
            try await clock.sleep(for: delay)
        }
        return true
    }

    /// Writes into the files who holds the lock, which must be held.
    func sign(_ holder: LockHolder) { for file in files { file.sign(holder) } }

    /// Who held the lock at the last try, as far as the file says it.
    var holder: LockHolder? { files[obstacle.withLock { $0 }].holder }

    func release() { for file in files.reversed() { file.release() } }
}

extension RunLock {
    /// Takes the lock of a run, waiting for it as a policy says, but no longer than the limit.
    static func taken(
        for start: RunStart,
        _ names: LockNames,
        in folder: String,
        _ policy: LockPolicy,
        limit: Duration?,
        _ stopRequest: StopRequest,
        _ console: Console
    ) async throws -> RunLock {
        let lock = try RunLock(in: folder, names)
        let isTaken = try await lock.take(
            policy,
            limit: limit,
            clock: CommandEnvironment.current.clock,
            stopRequest: stopRequest
        ) { holder in
            console.say("loopsweep: waiting for the run of \(holder.map { "\($0)" } ?? "another process") to end")
        }
        guard isTaken else {
            if let signal = stopRequest.signal {
                throw CommandFailure(signal.exitCode, "the run was interrupted before its lock was free")
            }
            let holder = lock.holder.map { "\($0)" } ?? "another process"
            throw CommandFailure(
                .temporary,
                "another run of '\(start.name)' is still running: \(holder); wait for it with --lock wait=5m"
            )
        }
        lock.sign(LockHolder(start.runID, since: start.startedAt))
        return lock
    }
}

/// One file that is locked with `flock(2)`: the system unlocks it when the process ends, however it ends.
final class LockFile: Sendable {
    /// The longest content that is read, in bytes.
    private static let maximumBody = 4_096

    private let descriptor: Int32
    /// `LOCK_EX`, or `LOCK_SH` to share the lock with others that share it.
    private let mode: Int32

    /// Opens the file, and makes it when there is none; it is neither locked nor changed yet.
    init(path: String, _ mode: Int32) throws(CommandFailure) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        self.mode = mode
        guard descriptor >= 0 else {
            let reason = errno == ELOOP ? "is a symbolic link, which is not followed" : "cannot be opened"
            throw CommandFailure(
                .cannotCreate,
                "the lock '\(path)' \(reason): name another place with --state-dir"
            )
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Tries to take the lock; returns whether no one else holds it who does not share it.
    func take() throws(CommandFailure) -> Bool {
        if flock(descriptor, mode | LOCK_NB) == 0 { return true }
        guard errno == EWOULDBLOCK || errno == EINTR else {
            throw CommandFailure(
                .cannotCreate,
                "the file system of the state directory knows no locks: name another with --state-dir, or give --lock off"
            )
        }
        return false
    }

    /// Writes into the file, which must be locked, who holds it; a run does not need that to succeed.
    func sign(_ holder: LockHolder) {
        let line = holder.jsonLine
        guard ftruncate(descriptor, 0) == 0 else { return }
        // The call reads the bytes that it is lent, and keeps nothing of them.
        _ = unsafe line.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// As far as the file says it.
    var holder: LockHolder? {
        // `pread` writes at most as many bytes as the buffer has, and exactly those are declared initialized.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Self.maximumBody) { buffer, initializedCount in
            initializedCount = max(0, unsafe pread(descriptor, buffer.baseAddress, Self.maximumBody, 0))
        }
        return LockHolder.read(bytes)
    }

    func release() { flock(descriptor, LOCK_UN) }
}

/// Who holds a lock, as the lock's file says it.
struct LockHolder: Codable, Hashable, Sendable, CustomStringConvertible {
    let pid: Int32
    let host: String
    let runId: String
    /// In RFC 3339.
    let startedAt: String

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

    /// Reads the line; nil when the holder has not written it yet.
    static func read(_ bytes: [UInt8]) -> LockHolder? {
        try? JSONDecoder().decode(LockHolder.self, from: Data(bytes))
    }

    var description: String { "pid \(pid) on \(host) since \(startedAt) (run \(runId))" }
}

extension LockHolder {
    /// Makes this process the holder; `runID` is its run's, or says what else holds the lock.
    init(_ runID: String, since startedAt: Timestamp) {
        pid = getpid()
        host = ProcessInfo.processInfo.hostName
        runId = runID
        self.startedAt = startedAt.description
    }
}
