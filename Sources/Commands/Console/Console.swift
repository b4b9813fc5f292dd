import CleanupReport
import HumanLoops
import Logging
import Support
import Synchronization
import YAML

/// The process's two outputs: results go to standard output, all else to standard error.
struct Console: Sendable {
    /// Where results go.
    let results: any ByteSink
    /// Where progress, problems and questions go.
    private let messages: any ByteSink

    /// The line of progress, if standard error is a terminal that has one.
    private let status = StatusLine()

    /// The console of the command that is carried out: the process's outputs, if nothing else takes their place.
    static var current: Console {
        let environment = CommandEnvironment.current
        return Console(
            results: environment.results ?? FileDescriptorSink.standardOutput(),
            messages: environment.messages ?? FileDescriptorSink.standardError()
        )
    }

    /// Makes a console of two outputs.
    init(results: any ByteSink, messages: any ByteSink) {
        self.results = results
        self.messages = messages
    }

    /// Writes a line to standard error, fit for a terminal whatever it quotes.
    func say(_ line: String) {
        show(SanitizedText.sanitized(line) + "\n")
    }

    /// Writes text to standard error as it is, but for secrets.
    func show(_ text: String) {
        show(Array(KnownSecrets.hidden(in: text).utf8))
    }

    /// Draws the line of progress over the one before.
    func draw(_ line: String) {
        write(Array("\r\(line)\u{1B}[K".utf8))
        status.drawn()
    }

    /// Takes the line of progress away.
    func erase() {
        show([])
    }

    /// Writes bytes to standard error as they are, in the place of the line of progress.
    func show(_ bytes: [UInt8]) {
        write(status.takeAway() ? Array(StatusLine.erasure.utf8) + bytes : bytes)
    }

    /// Writes bytes to standard error.
    ///
    /// No one can be told that standard error cannot be written to, so that is let pass.
    private func write(_ bytes: [UInt8]) {
        do {
            try messages.write(bytes)
            try messages.flush()
        } catch {
            return
        }
    }

    /// Where messages go, for what is written in pieces.
    var messageSink: any ByteSink { messages }
}

/// The line of a terminal that is drawn over again and again, shared by everything that writes to that terminal.
final class StatusLine: Sendable {
    /// Takes such a line away: to the first column, then erase to the end (ECMA-48, EL).
    static let erasure = "\r\u{1B}[K"

    /// Whether it is there.
    private let isShown = Mutex(false)

    /// Takes note that the line was drawn.
    func drawn() {
        isShown.withLock { $0 = true }
    }

    /// Takes note that the line is taken away.
    ///
    /// - Returns: whether it was there.
    func takeAway() -> Bool {
        isShown.withLock { isShown in
            defer { isShown = false }
            return isShown
        }
    }
}

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

/// How log lines are written.
enum LogFormat: String, CaseIterable, Sendable {
    /// For a person.
    case text
    /// One JSON object a line.
    case json
}
