import Glibc

/// Ends the process rather than let it write a request too late.
///
/// Between the last look at the clock and the system call that sends, a process can be suspended for any time. When it wakes,
/// the kernel delivers what a timer sent to a thread before that thread runs on, so that the system call is never reached.
/// A deadline is of use only on the thread that made it.
@safe
final class SendDeadline {
    private let timer: timer_t?

    /// Makes one without a timer, which only looks at the clock, where the system has none left.
    init() {
        Self.exitOnSignal
        var event = unsafe sigevent()
        unsafe event.sigev_notify = Int32(SIGEV_THREAD_ID)
        unsafe event.sigev_signo = SIGVTALRM
        unsafe event._sigev_un._tid = Self.thread
        var timer: timer_t?
        // Threads of the task pool, which made this one, block all signals.
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGVTALRM)
        // Each call reads or writes the structures that it is lent, and keeps none.
        unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        let isMade = unsafe timer_create(CLOCK_BOOTTIME, &event, &timer) == 0
        unsafe self.timer = isMade ? timer : nil
    }

    deinit { if let timer = unsafe timer { unsafe timer_delete(timer) } }

    /// Has a request written if there is time for that; tells whether there was.
    func send(within timeLeft: () -> Duration, _ write: () -> Void) -> Bool {
        // Should the process be suspended between these two lines, the deadline comes early, not late.
        let now = Self.uptime
        let timeLeft = timeLeft()
        guard timeLeft >= .zero else { return false }
        set(now + timeLeft)
        write()
        set(.zero)
        return true
    }

    /// Zero for no deadline.
    private func set(_ uptime: Duration) {
        guard let timer = unsafe timer else { return }
        let (seconds, attoseconds) = uptime.components
        var setting = itimerspec()
        setting.it_value = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
        unsafe timer_settime(timer, Int32(TIMER_ABSTIME), &setting, nil)
    }

    private static var uptime: Duration {
        var time = timespec()
        unsafe clock_gettime(CLOCK_BOOTTIME, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// The system's number of this thread: the last part of `PID/task/TID`.
    private static var thread: pid_t {
        var path = [CChar](repeating: 0, count: 64)
        // The call writes at most so much to the memory that it is lent.
        let count = unsafe readlink("/proc/thread-self", &path, path.count)
        let text = String(decoding: path.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.split(separator: "/").last.flatMap { pid_t($0) } ?? 0
    }

    /// Installed once; what it calls may be called by a signal's handler.
    private static let exitOnSignal: Void = {
        signal(SIGVTALRM) { _ in
            let message: StaticString = """

                loopsweep: suspended as it was sending a stop or a delete, which may be unsent: --resume continues the run

                """
            // What waits for a reader is left unsaid.
            var request = pollfd(fd: STDERR_FILENO, events: Int16(POLLOUT), revents: 0)
            guard unsafe poll(&request, 1, 0) == 1, request.revents & Int16(POLLOUT) != 0 else { _exit(75) }
            _ = unsafe Glibc.write(STDERR_FILENO, message.utf8Start, message.utf8CodeUnitCount)
            // EX_TEMPFAIL: trying again helps.
            _exit(75)
        }
    }()
}
