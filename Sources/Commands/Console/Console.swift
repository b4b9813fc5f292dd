import Logging
import Support
import Synchronization
import YAML

/// The process's two outputs: results go to standard output, all else to standard error.
struct Console: Sendable {
    let results: any ByteSink
    let messages: any ByteSink

    private let status = StatusLines()

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

    /// Draws the lines of progress over those before.
    func draw(_ lines: [String]) {
        // Before it is drawn: what is said meanwhile erases one time too many rather than not at all.
        status.isShown.store(true, ordering: .relaxed)
        write(Array(StatusLines.drawing(of: lines).utf8))
    }

    func erase() { show([]) }

    /// Writes bytes to standard error as they are, replacing the lines of progress.
    func show(_ bytes: [UInt8]) {
        let isDrawn = status.isShown.exchange(false, ordering: .relaxed)
        write(isDrawn ? Array(StatusLines.erasure.utf8) + bytes : bytes)
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

/// The lines of a terminal that are redrawn, shared by everything that writes to that terminal.
///
/// Between two drawings the cursor is in the first column of the first line. A terminal that becomes narrower breaks the
/// lines, and keeps its cursor where the first of them begins: all that is left of them is below it.
final class StatusLines: Sendable {
    /// To the first column, then erase to the end of the screen (ECMA-48, ED).
    static let erasure = "\r\u{1B}[J"

    let isShown = Atomic(false)

    /// Makes what draws lines over those before and goes back to where they begin, without a moment in which there are none.
    static func drawing(of lines: [String]) -> String {
        // EL erases what is left of each line, ED what is left of all of them; CUU goes up.
        let up = lines.count > 1 ? "\u{1B}[\(lines.count - 1)A" : ""
        return "\r" + lines.joined(separator: "\u{1B}[K\r\n") + "\u{1B}[J\r" + up
    }
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
