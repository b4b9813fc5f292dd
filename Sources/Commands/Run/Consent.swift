import CleanupEngine
import Glibc
import Support

extension Consent {
    /// Decides how the operator consents, before anything is called.
    ///
    /// `confirmation` is the name after `--confirm`. Refuses another manifest's name, and a run that cannot ask: `command` is the
    /// command line that consents, and `isInputTaken` says that the manifest is read where consent would be typed.
    init(
        isYes: Bool,
        confirmation: String?,
        name: String,
        canAsk: Bool,
        isInputTaken: Bool = false,
        command: String
    ) throws(CommandFailure) {
        if let confirmation, confirmation != name {
            let help = "add --confirm \(name)"
            throw .usage("--confirm names '\(confirmation)', and the manifest '\(name)' is not confirmed: \(help)")
        }
        if isYes {
            self = .yes
        } else if confirmation != nil {
            self = .confirm
        } else if canAsk {
            self = .typed
        } else {
            let reason =
                isInputTaken
                ? "consent cannot be typed on standard input, from which the manifest is read"
                : "there is no terminal to ask for consent on"
            throw .usage("\(reason): look at the plan, then run `\(command)`")
        }
    }

    /// Asks for the manifest's name on the terminal, until a signal comes; returns whether it was typed.
    ///
    /// `question` is what is consented to, as lines.
    static func ask(
        for name: String,
        _ question: [UInt8],
        _ console: Console,
        _ stopRequest: StopRequest
    ) async -> Bool {
        if let consent = CommandEnvironment.current.consent { return await consent(name) && stopRequest.signal == nil }
        // What was typed before the plan was shown is no consent to it.
        tcflush(0, TCIFLUSH)
        console.show(question)
        console.show("Type the manifest's name (\(name)) to confirm, anything else to cancel: ")
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

    /// Whether standard input and standard error are terminals.
    static var canAsk: Bool { CommandEnvironment.current.consent != nil || isatty(0) == 1 && isatty(2) == 1 }
}
