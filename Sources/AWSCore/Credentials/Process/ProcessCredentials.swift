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
            hideWords(of: ending.output)
            let words = Self.firstWords(of: ending.messages)
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

    /// Has hidden what may be secrets in the output of a program that failed, which may complain of them: long words.
    private func hideWords(of output: Secret<[UInt8]>) {
        let text = String(decoding: output.exposed, as: UTF8.self)
        // The secret half of keys has 40 bytes; what names the account or the time is shorter.
        for word in text.split(whereSeparator: { $0.isWhitespace || "\",'".contains($0) }) where word.utf8.count >= 32 {
            _ = Secret(String(word))
        }
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
