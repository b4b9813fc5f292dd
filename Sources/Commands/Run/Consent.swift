import CleanupEngine
import CleanupReport
import Glibc

/// How the operator consents to a plan.
enum Consent: Hashable, Sendable {
    /// It was given on the command line.
    case given
    /// The manifest's name is to be typed on the terminal.
    case asked

    /// Decides how consent is had, before anything is called.
    ///
    /// - Parameters:
    ///   - isYes: whether `--yes` was given.
    ///   - confirmation: the name after `--confirm`; nil when it was not given.
    ///   - name: the manifest's `metadata.name`.
    ///   - canAsk: whether there is a terminal to ask on.
    ///   - command: the command line to suggest, which consents.
    /// - Throws: `CommandFailure` when the name is another, or there is no one to ask.
    init(isYes: Bool, confirmation: String?, name: String, canAsk: Bool, command: String) throws(CommandFailure) {
        if let confirmation {
            guard confirmation == name else {
                throw CommandFailure(.usage, "--confirm names '\(confirmation)', but the manifest's name is '\(name)'")
            }
            self = .given
        } else if isYes {
            self = .given
        } else if canAsk {
            self = .asked
        } else {
            throw CommandFailure(
                .usage,
                "there is no terminal to ask for consent on: look at the plan, then run `\(command)`"
            )
        }
    }

    /// Asks for the manifest's name on the terminal.
    ///
    /// - Parameters:
    ///   - name: the manifest's `metadata.name`.
    ///   - console: where the question goes.
    ///   - stopRequest: a signal ends the question.
    /// - Returns: whether the name was typed.
    static func ask(for name: String, _ console: Console, _ stopRequest: StopRequest) async -> Bool {
        if let consent = CommandEnvironment.current.consent { return await consent(name) && stopRequest.signal == nil }
        // What was typed before the plan was shown is no consent to it.
        tcflush(0, TCIFLUSH)
        console.show("Type the manifest's name (\(name)) to go ahead, anything else to leave: ")
        var typed: [UInt8] = []
        while stopRequest.signal == nil {
            var request = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
            // Both calls use the memory that they are lent for their own length only.
            guard unsafe poll(&request, 1, 100) > 0 else { continue }
            var byte: UInt8 = 0
            guard unsafe read(0, &byte, 1) == 1 else {
                console.show("\n")
                break
            }
            if byte == UInt8(ascii: "\n") { break }
            typed.append(byte)
        }
        return stopRequest.signal == nil && String(decoding: typed, as: UTF8.self) == name
    }

    /// Whether a question can be asked and answered: standard input and standard error are terminals.
    static var canAsk: Bool {
        CommandEnvironment.current.consent != nil || isatty(0) == 1 && isatty(2) == 1
    }
}

/// What the run of one manifest is asked for.
struct RunRequest: Sendable {
    /// How the operator consents.
    let consent: Consent
    /// Where reports go, besides the result on standard output.
    let destinations: [ReportDestination]
    /// Which of them is the journal: the first that names a file for JSON Lines which can be read again; nil when the journal
    /// is kept in the state directory.
    let journalDestination: ReportDestination?
    /// Where the journal and the lock are kept, and whether an earlier run is resumed.
    let journal: JournalOptions
    /// How the run was called.
    let invocation: RunInvocation
    /// Where a manifest of what is left is written; nil when none is wanted.
    let followUpPath: String?

    /// The path of that file; nil when the journal is kept in the state directory.
    var journalPath: String? {
        guard case .file(let path) = journalDestination?.target else { return nil }
        return path
    }
}
