import Simulator
import CleanupReport

/// The log of a simulator's requests, in a file.
final class RequestLog: Sendable {
    /// The file.
    private let sink: any ByteSink

    /// Opens the file, and adds to what it holds.
    ///
    /// - Throws: `ReportWriteError` when it cannot be made.
    init(path: String) throws(ReportWriteError) {
        sink = try EvidenceFile.create(at: path)
    }

    /// Writes a line.
    ///
    /// A log that cannot be written does not end the simulator: nothing of a rehearsal depends on it.
    func note(_ entry: RequestLogEntry) {
        do {
            try sink.write(entry.jsonLine)
            try sink.flush()
        } catch {
            return
        }
    }
}
