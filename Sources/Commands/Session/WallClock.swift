import Glibc
import HumanLoops

/// The calendar's time, which may jump.
enum WallClock {
    /// The moment it is.
    static func now() -> Timestamp { CommandEnvironment.current.now() }

    /// The moment it is by the system's clock, to the millisecond.
    static func processTime() -> Timestamp {
        var time = timespec()
        // The call fills the structure that it is lent; this clock cannot fail.
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(millisecondsSinceEpoch: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
