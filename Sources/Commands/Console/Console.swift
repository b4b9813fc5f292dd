import CleanupReport
import Support
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
