import AWSSigning
import FoundationEssentials
import Support

/// Credentials that a program prints, which a profile names as its `credential_process`.
struct ProcessCredentials: ProfileCredentialSource {
    /// The program and its arguments, at least the program; some write secrets into them.
    let arguments: Secret<[String]>
    /// The account of the credentials when the program names none.
    private let accountID: String?
    private let profile: String
    private let runner: any ProcessRunner

    /// Reads the command line of a profile; nil when it names none, and an error when it is not whole.
    init?(_ profile: CredentialProfile, _ context: CredentialContext) throws(CredentialError) {
        guard let line = profile["credential_process"] else { return nil }
        guard let arguments = CommandLineWords.split(line), !arguments.isEmpty else {
            throw profile.error(
                "credential_process is no command line: a quotation mark or a backslash is not followed up"
            )
        }
        self.arguments = Secret(arguments)
        accountID = profile["aws_account_id"]
        self.profile = profile.name
        runner = context.tools.processes
    }

    /// Runs the program and reads what it prints, of which nothing is ever shown.
    ///
    /// - Throws: `CredentialError` when the program does not end well or in time, or prints no credentials.
    func credentials() async throws(CredentialError) -> ProvidedCredentials {
        let ending: ProcessEnding
        do throws(ProcessRunningError) {
            ending = try await runner.run(arguments)
        } catch {
            throw runningError(error)
        }
        if let end = ending.trouble {
            let words = Self.firstWords(of: withoutSecrets(ending))
            throw refusal("ended with \(end)\(words.isEmpty ? "" : ": \(words)")")
        }
        var bytes = ending.output.exposed[...]
        if bytes.starts(with: "\u{FEFF}".utf8) { bytes = bytes.dropFirst(3) }
        guard let fields = try? JSONDecoder().decode([String: JSONValue].self, from: Data(bytes)) else {
            throw refusal("did not print JSON that holds credentials")
        }
        return try credentials(Secret(fields))
    }

    /// Takes the fields that the program printed; the error names the first that is missing or wrong.
    private func credentials(_ fields: Secret<[String: JSONValue]>) throws(CredentialError) -> ProvidedCredentials {
        func value(_ name: String) -> JSONValue? { fields.exposed[name].flatMap { $0 == .null ? nil : $0 } }
        func text(_ name: String, isNeeded: Bool) throws(CredentialError) -> String? {
            guard let value = value(name) else {
                guard isNeeded else { return nil }
                throw refusal("printed credentials without '\(name)'")
            }
            guard let text = value.text else { throw refusal("printed '\(name)' as no text") }
            guard !text.isEmpty || !isNeeded else { throw refusal("printed an empty '\(name)'") }
            guard text.isPrintable else { throw refusal("printed '\(name)' with characters that keys never hold") }
            return text.isEmpty ? nil : text
        }
        guard value("Version") == .integer(1) else { throw refusal("did not print credentials of \"Version\": 1") }
        let id = try text("AccessKeyId", isNeeded: true)
        let secret = try text("SecretAccessKey", isNeeded: true)
        guard let keys = AWSCredentials(given: id, secret, try text("SessionToken", isNeeded: false)) else {
            throw refusal("printed credentials without 'AccessKeyId' and 'SecretAccessKey'")
        }
        var provided = ProvidedCredentials(keys: keys, source: "credential_process of profile '\(profile)'")
        if let expiration = value("Expiration") {
            guard let moment = PrintedTime.seconds(expiration) else {
                throw refusal("printed an 'Expiration' that is not a time, such as 2026-11-22T10:00:00Z")
            }
            provided.expiresAt = moment
        }
        if let account = value("AccountId") {
            guard let account = account.account else { throw refusal("printed an 'AccountId' that is no account") }
            provided.accountID = account
        } else {
            provided.accountID = accountID
            provided.isAccountWritten = accountID != nil
        }
        return provided
    }

    /// The program's complaint without what may be secrets: what it was called with, what it printed, words that look made up.
    private func withoutSecrets(_ ending: ProcessEnding) -> String {
        let texts = arguments.exposed.dropFirst() + [String(decoding: ending.output.exposed, as: UTF8.self)]
        let words = ending.messages.split(whereSeparator: Self.endsWord).filter(Self.looksMadeUp)
        let secrets = texts.flatMap { $0.split(whereSeparator: Self.endsWord) } + words
        return KnownSecrets.hidden(in: ending.messages, besides: secrets.map(String.init))
    }

    /// Whether a character stands between two words of a command line, of JSON or of a sentence.
    private static func endsWord(_ character: Character) -> Bool {
        character.isWhitespace || "\"\\,:;='()<>".contains(character)
    }

    /// Whether a word has twenty characters or more, and letters in both cases and digits among them.
    private static func looksMadeUp(_ word: Substring) -> Bool {
        word.count >= 20 && word.contains { $0.isUppercase } && word.contains { $0.isLowercase }
            && word.contains { $0.isNumber }
    }

    /// The program in words for an error; its arguments are left out, for some are secrets.
    private var subject: String {
        "credential_process of profile '\(profile)' ('\(arguments.exposed.first ?? "")')"
    }

    private func refusal(_ words: String) -> CredentialError { CredentialError(.refused, "\(subject) \(words)") }

    private func runningError(_ error: ProcessRunningError) -> CredentialError {
        switch error {
        case .failed(let reason): CredentialError(.configuration, "\(subject) cannot be run: \(reason)")
        case .timedOut(let limit): refusal("did not end within \(limit.components.seconds) seconds, and was ended")
        case .cancelled: .cancelled
        }
    }

    /// The beginning of what the program complained of, in one line.
    private static func firstWords(of messages: String) -> String {
        let line = messages.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
        return line.count > 300 ? "\(line.prefix(300))…" : line
    }
}

/// Parts a command line into words as a POSIX shell does; there are no variables, patterns or operators in it.
enum CommandLineWords {
    private enum Quotation {
        case none
        case single
        /// A backslash takes the meaning of `"` and of itself away.
        case double
    }

    /// Parts a command line; nil when a quotation mark is not closed, or a backslash is the last character.
    static func split(_ line: String) -> [String]? {
        var words: [String] = []
        var word: String.UnicodeScalarView?
        var quotation = Quotation.none
        var characters = line.unicodeScalars.makeIterator()
        func add(_ character: Unicode.Scalar) {
            if word == nil { word = .init() }
            word?.append(character)
        }
        while let character = characters.next() {
            switch (quotation, character) {
            case (.none, "'"), (.single, "'"):
                quotation = quotation == .none ? .single : .none
                word = word ?? .init()
            case (.none, "\""), (.double, "\""):
                quotation = quotation == .none ? .double : .none
                word = word ?? .init()
            case (.none, "\\"), (.double, "\\"):
                guard let next = characters.next() else { return nil }
                if quotation == .double, next != "\"", next != "\\" { add("\\") }
                add(next)
            case (.none, " "), (.none, "\t"), (.none, "\r"), (.none, "\n"):
                if let ended = word { words.append(String(ended)) }
                word = nil
            default: add(character)
            }
        }
        guard quotation == .none else { return nil }
        if let word { words.append(String(word)) }
        return words
    }
}
