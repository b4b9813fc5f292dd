import CleanupEngine
import Glibc

/// What the process asks of the system before it does anything.
package enum ProcessStart {
    /// The least memory that anything can be done with, in bytes: what 32 calls in flight take, and its double.
    private static let leastMemory: UInt = 192 << 20

    /// The fewest files, connections included, that anything can be done with.
    private static let leastFiles: UInt = 64

    /// Sets the dispositions of signals, and looks whether there is memory enough.
    ///
    /// A pipe that nobody reads is an error of the write to it, and SIGQUIT ends the process as it ends others: the
    /// runtime's own handler would begin to trace what every thread does.
    ///
    /// - Returns: what is wrong, in a line; nil when nothing is.
    package static func prepare() -> String? {
        signal(SIGPIPE, SIG_IGN)
        SignalListener.endAtOnceFromNowOn()
        if !SignalListener.isIgnored(SIGQUIT) { signal(SIGQUIT, SIG_DFL) }
        for (resource, option) in [(RLIMIT_AS, "-v"), (RLIMIT_DATA, "-d")] {
            var limit = rlimit()
            // The call writes to the structure that it is lent, and keeps nothing of it.
            guard unsafe getrlimit(Int32(bitPattern: resource.rawValue), &limit) == 0, limit.rlim_cur < leastMemory
            else { continue }
            return "the process may have \(limit.rlim_cur >> 10) KiB of memory (ulimit \(option)), and needs "
                + "\(leastMemory >> 10)"
        }
        var files = rlimit()
        // The call writes to the structure that it is lent, and keeps nothing of it.
        if unsafe getrlimit(Int32(bitPattern: RLIMIT_NOFILE.rawValue), &files) == 0, files.rlim_cur < leastFiles {
            return "the process may have \(files.rlim_cur) files open (ulimit -n), and needs \(leastFiles)"
        }
        return nil
    }

    /// Ends the process with a line on standard error.
    package static func end(saying problem: String) -> Never {
        Console.current.say("loopsweep: error: \(problem)")
        exit(ExitCode.internal.rawValue)
    }
}
