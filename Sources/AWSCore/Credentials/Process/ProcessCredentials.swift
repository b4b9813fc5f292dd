import AWSSigning
import FoundationEssentials
import Support

/// Credentials that a program prints.
struct ProcessCredentials: CredentialsProvider {
    /// The program.
    private let process: CredentialProcess
    /// What runs it.
    private let runner: any ProcessRunner

    /// Makes a provider.
    ///
    /// - Parameters:
    ///   - process: the program.
    ///   - runner: what runs it.
    init(_ process: CredentialProcess, runner: any ProcessRunner) {
        self.process = process
        self.runner = runner
    }

    /// Runs the program and reads what it prints, of which nothing is ever shown.
    ///
    /// - Throws: `CredentialsError` when the program does not end well or in time, or prints no credentials.
    func credentials() async throws(CredentialsError) -> ProvidedCredentials {
        let ending: ProcessEnding
        do throws(ProcessRunningError) {
            ending = try await runner.run(process.arguments)
        } catch {
            throw trouble(error)
        }
        if let end = ending.trouble {
            let words = Self.firstWords(of: withoutSecrets(ending))
            throw refusal("ended with \(end)\(words.isEmpty ? "" : ": \(words)")")
        }
        guard let printed = try? JSONDecoder().decode(Printed.self, from: Data(ending.output.exposed)) else {
            throw refusal("did not print JSON that holds credentials")
        }
        guard printed.version == 1 else { throw refusal("did not print credentials of \"Version\": 1") }
        let token = printed.sessionToken.flatMap { $0.isEmpty ? nil : $0 }
        let keys = AWSCredentials(given: printed.accessKeyID, printed.secretAccessKey, token)
        let expiresAt = printed.expiration.flatMap { CredentialTime.seconds($0) }
        guard let keys, expiresAt != nil || printed.expiration == nil else {
            throw refusal("did not print whole credentials")
        }
        var provided = ProvidedCredentials(
            keys: keys,
            expiresAt: expiresAt,
            accountID: printed.accountID ?? process.accountID,
            source: "credential_process of profile '\(process.profile)'"
        )
        provided.isAccountWritten = printed.accountID == nil && process.accountID != nil
        return provided
    }

    /// What a program that failed complains of, without what may be secrets: what it was called with, what it printed, and
    /// words that look made up.
    private func withoutSecrets(_ ending: ProcessEnding) -> String {
        let texts = process.arguments.exposed.dropFirst() + [String(decoding: ending.output.exposed, as: UTF8.self)]
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
        "credential_process of profile '\(process.profile)' ('\(process.arguments.exposed.first ?? "")')"
    }

    /// Tells that the program gave no credentials.
    private func refusal(_ words: String) -> CredentialsError { CredentialsError(.refused, "\(subject) \(words)") }

    /// Tells that the program did not come to its end.
    private func trouble(_ error: ProcessRunningError) -> CredentialsError {
        switch error {
        case .failed(let reason): CredentialsError(.configuration, "\(subject) cannot be run: \(reason)")
        case .timedOut(let limit): refusal("did not end within \(limit.components.seconds) seconds, and was ended")
        case .cancelled: .cancelled
        }
    }

    /// The beginning of what the program complained of, in one line.
    private static func firstWords(of messages: String) -> String {
        let line = messages.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
        return line.count > 300 ? "\(line.prefix(300))…" : line
    }

    /// What the program prints.
    private struct Printed: Decodable {
        /// The form of what is printed; 1 is the only one.
        let version: Int?
        /// The public half of the keys.
        let accessKeyID: String?
        /// The secret half of the keys.
        let secretAccessKey: String?
        /// What the keys are presented with.
        let sessionToken: String?
        /// When the keys stop being valid.
        let expiration: String?
        /// The account that they belong to.
        let accountID: String?

        /// The names of the members.
        private enum CodingKeys: String, CodingKey {
            /// The form of what is printed.
            case version = "Version"
            /// The public half of the keys.
            case accessKeyID = "AccessKeyId"
            /// The secret half of the keys.
            case secretAccessKey = "SecretAccessKey"
            /// What the keys are presented with.
            case sessionToken = "SessionToken"
            /// When the keys stop being valid.
            case expiration = "Expiration"
            /// The account that they belong to.
            case accountID = "AccountId"
        }
    }
}

/// A program that prints credentials.
struct CredentialProcess: Hashable, Sendable {
    /// The program and its arguments, at least the program; some write secrets into them.
    let arguments: Secret<[String]>
    /// The account of the credentials when the program names none.
    let accountID: String?
    /// The profile that names the program.
    let profile: String
}
