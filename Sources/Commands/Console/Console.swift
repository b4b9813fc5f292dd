import Logging
import Support
import Synchronization
import YAML

/// The process's two outputs: results go to standard output, all else to standard error.
struct Console: Sendable {
    let results: any ByteSink
    let messages: any ByteSink

    private let status = StatusLine()

    /// The console of the command that is running.
    static var current: Console {
        let environment = CommandEnvironment.current
        return Console(
            results: environment.results ?? FileDescriptorSink.standardOutput(),
            messages: environment.messages ?? FileDescriptorSink.standardError()
        )
    }

    /// A console that drops what is written to it.
    static var silent: Console { Console(results: NoSink(), messages: NoSink()) }

    /// Writes a line to standard error, sanitized and without secrets.
    func say(_ line: String) { show(SanitizedText.sanitized(line) + "\n") }

    /// Writes text to standard error without secrets.
    func show(_ text: String) { show(Array(KnownSecrets.hidden(in: text).utf8)) }

    /// Draws the progress line over the one before.
    func draw(_ line: String) {
        write(Array("\r\(line)\u{1B}[K".utf8))
        status.isShown.store(true, ordering: .relaxed)
    }

    func erase() { show([]) }

    /// Writes bytes to standard error as they are, replacing the progress line.
    func show(_ bytes: [UInt8]) {
        let isDrawn = status.isShown.exchange(false, ordering: .relaxed)
        write(isDrawn ? Array(StatusLine.erasure.utf8) + bytes : bytes)
    }

    /// An error of standard error is ignored: there is no place left to report it.
    private func write(_ bytes: [UInt8]) {
        do {
            try messages.write(bytes)
            try messages.flush()
        } catch {
            return
        }
    }
}

/// Takes bytes, and keeps none.
private final class NoSink: ByteSink {
    var isReaderGone: Bool { true }

    func write(_ bytes: [UInt8]) throws(ReportWriteError) {}

    func flush() throws(ReportWriteError) {}

    func synchronize() throws(ReportWriteError) {}

    func finish() throws(ReportWriteError) {}
}

/// The line of a terminal that is redrawn, shared by everything that writes to that terminal.
final class StatusLine: Sendable {
    /// To the first column, then erase to the end (ECMA-48, EL).
    static let erasure = "\r\u{1B}[K"

    let isShown = Atomic(false)
}

/// Writes log lines to standard error.
struct ConsoleLogHandler: LogHandler {
    var logLevel: Logger.Level
    /// Required by the protocol; nothing of it is written.
    var metadata: Logger.Metadata = [:]
    let format: LogFormat
    let console: Console

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        switch format {
        case .text:
            console.say("\(WallClock.now()) \(event.level) \(event.message)")
        case .json:
            var json = JSONWriter()
            json.object { json in
                json.member("ts", "\(WallClock.now())")
                json.member("level", event.level.rawValue)
                json.member("msg", "\(event.message)")
            }
            console.show(json.take() + [UInt8(ascii: "\n")])
        }
    }
}

enum LogFormat: String, CaseIterable, Sendable {
    case text
    case json
}
