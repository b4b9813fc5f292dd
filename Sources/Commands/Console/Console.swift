import CleanupReport
import Glibc
import YAMLReading

/// The process's two outputs: results go to standard output, all else to standard error.
struct Console: Sendable {
    /// Where results go.
    let results: any ByteSink
    /// Where progress, problems and questions go.
    private let messages: any ByteSink

    /// Makes the console of this process.
    init() {
        self.init(results: FileDescriptorSink.standardOutput(), messages: FileDescriptorSink.standardError())
    }

    /// Makes a console of two outputs.
    init(results: any ByteSink, messages: any ByteSink) {
        self.results = results
        self.messages = messages
    }

    /// Writes a line to standard error, fit for a terminal whatever it quotes.
    func say(_ line: String) {
        show(HarmlessText.defused(line) + "\n")
    }

    /// Writes text to standard error as it is.
    func show(_ text: String) {
        show(Array(text.utf8))
    }

    /// Writes bytes to standard error as they are.
    ///
    /// Nobody can be told that standard error cannot be written to, so that is let pass.
    func show(_ bytes: [UInt8]) {
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
