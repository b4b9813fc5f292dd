import CleanupReport
import FoundationEssentials
import HumanLoops

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
