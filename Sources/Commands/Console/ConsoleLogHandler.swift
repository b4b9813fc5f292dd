import CleanupReport
import HumanLoops
import Logging
import YAML

/// Writes log lines to standard error.
struct ConsoleLogHandler: LogHandler {
    /// The least important level that is written.
    var logLevel: Logger.Level
    /// What every line carries; nothing of it is written.
    var metadata: Logger.Metadata = [:]
    /// How lines are written.
    private let format: LogFormat
    /// Where they go.
    private let console: Console
    /// Reads the wall clock.
    private let now: @Sendable () -> Timestamp

    /// Makes a handler.
    init(level: Logger.Level, format: LogFormat, console: Console, now: @escaping @Sendable () -> Timestamp) {
        logLevel = level
        self.format = format
        self.console = console
        self.now = now
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        switch format {
        case .text:
            console.say("\(now()) \(event.level) \(event.message)")
        case .json:
            var json = JSONWriter()
            json.object { json in
                json.member("ts", "\(now())")
                json.member("level", event.level.rawValue)
                json.member("msg", "\(event.message)")
            }
            console.show(json.take() + [UInt8(ascii: "\n")])
        }
    }
}
