import Glibc

/// What the process has taken of the machine.
enum ProcessCost {
    /// The CPU time taken so far, of all threads, in the program and for it in the kernel.
    static var processorTime: Duration {
        var usage = rusage()
        guard unsafe getrusage(RUSAGE_SELF.rawValue, &usage) == 0 else { return .zero }
        return duration(usage.ru_utime) + duration(usage.ru_stime)
    }

    /// The most memory held at once since `forgetPeak`, in mebibytes; zero when the kernel does not tell.
    static var peakMebibytes: Double {
        for line in text(of: "/proc/self/status").split(separator: "\n") where line.hasPrefix("VmHWM:") {
            let kibibytes = line.split(separator: " ").compactMap { Double($0.trimmingPrefix("\t")) }.first
            return (kibibytes ?? 0) / 1_024
        }
        return 0
    }

    /// Lets the peak start from what is held now.
    static func forgetPeak() {
        // Linux, proc_pid_clear_refs(5): 5 resets the peak resident set size.
        guard let file = unsafe fopen("/proc/self/clear_refs", "w") else { return }
        unsafe fputs("5", file)
        unsafe fclose(file)
    }

    /// The text of a small file; empty when it cannot be read.
    private static func text(of path: String) -> String {
        guard let file = unsafe fopen(path, "r") else { return "" }
        defer { unsafe fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 16_384)
        let count = unsafe fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    /// A time of the kernel as a duration.
    private static func duration(_ time: timeval) -> Duration {
        .seconds(time.tv_sec) + .microseconds(time.tv_usec)
    }
}
