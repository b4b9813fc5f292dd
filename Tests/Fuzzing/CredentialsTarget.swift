import AWSServices
import AWSCore
import AWSSigning
import AWSTestSupport
import Crypto
import HumanLoops
import Support
import TestSupport

/// What sources of credentials answer, print and keep in files: it makes keys that a request can be signed with, or an
/// error that holds no secret.
///
/// The first byte decides on the source; the others are the file of its token, where it has one, and the answers to all
/// requests (`FuzzedTransport`). In the file `{key}` stands for a key that can sign.
enum CredentialsTarget {
    /// A source, and the environment in which it is the first one that is found.
    private enum Source: Unicode.Scalar, CaseIterable {
        case container = "e"
        case instance = "i"
        /// An instance all of whose answers are made up, not only the last one.
        case instanceWhole = "I"
        case login = "g"
        case process = "p"
        /// A program that does not end well.
        case processTrouble = "P"
        case role = "r"
        case sso = "o"
        case webIdentity = "w"
    }

    /// What requests to agents of the machine carry and no error may tell.
    private static let secret = "example-secret-0123456789"

    /// The shared configuration file: one profile for each source.
    private static let config = """
        [profile role]
        role_arn = arn:aws:iam::123456789012:role/r
        source_profile = keys
        [profile keys]
        aws_access_key_id = AKIDEXAMPLE
        aws_secret_access_key = s
        [profile webIdentity]
        role_arn = arn:aws:iam::123456789012:role/r
        web_identity_token_file = /token
        [profile process]
        credential_process = /bin/keys --quiet
        [profile processTrouble]
        credential_process = /bin/keys --loud
        [profile sso]
        sso_session = s
        sso_account_id = 123456789012
        sso_role_name = r
        [sso-session s]
        sso_start_url = https://example.awsapps.com/start
        sso_region = us-east-1
        [profile login]
        login_session = arn:aws:iam::123456789012:user/u
        region = us-east-1
        """

    /// Asks a source for keys, twice, and signs a request with them.
    static func test(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let source = Source(rawValue: Unicode.Scalar(first)) ?? Source.allCases[Int(first) % Source.allCases.count]
        var parts = FuzzedTransport.parts(of: bytes.dropFirst())
        let file = withKey(parts.removeFirst())
        let environment = RecordingEnvironment().environment
        let isOfFile = source == .sso || source == .login || source == .webIdentity
        let transport = FuzzedTransport(isOfFile ? parts : [file] + parts) { exception(to: $0, of: source) }
        let files = FuzzedFiles(config: Array(config.utf8), other: file)
        let chain = CredentialResolver(
            environment: environment(of: source),
            overrides: AWSOverrides(profile: profile(of: source)),
            tools: CredentialTools(
                files: files,
                writer: files,
                processes: FuzzedProcess(output: file, isTroubled: source == .processTrouble),
                calls: CallTools(transport, environment, UserAgent(product: "fuzz", version: "1"))
            )
        )
        let cache = CredentialCache(chain, environment: environment) { check($0, of: source) }
        VirtualTime().run {
            for _ in 0..<2 {
                do throws(CredentialError) {
                    let provided = try await cache.credentials()
                    check(provided.source, of: source)
                    await use(provided)
                } catch {
                    check(error.description, of: source)
                }
            }
        }
    }

    /// Puts a key in the place of its name; nothing is ever signed with it but what the target sends to itself.
    private static func withKey(_ file: [UInt8]) -> [UInt8] {
        guard let range = file.firstRange(of: Array("{key}".utf8)),
            let key = try? P256.Signing.PrivateKey(rawRepresentation: Array(repeating: 1 as UInt8, count: 32))
        else { return file }
        let text = key.pemRepresentation.split(separator: "\n" as Character).joined(separator: "\\n")
        return file[..<range.lowerBound] + Array(text.utf8) + file[range.upperBound...]
    }

    /// Checks a sentence about a source: it does not tell what requests to the source carry.
    private static func check(_ sentence: String, of source: Source) {
        switch source {
        case .container, .instance: OutputCheck.conceals(secret, in: sentence)
        case .instanceWhole, .login, .process, .processTrouble, .role, .sso, .webIdentity: break
        }
    }

    /// Signs a request with keys.
    private static func use(_ provided: ProvidedCredentials) async {
        guard let configuration = try? AWSConfiguration.example(.a2iRuntime), let name = HumanLoopName("a") else {
            return
        }
        let client = A2IRuntimeClient(
            configuration: configuration,
            credentials: StaticCredentials(provided),
            // This transport checks what the keys make of a request.
            tools: CallTools(
                FuzzedTransport([]),
                RecordingEnvironment().environment,
                UserAgent(product: "fuzz", version: "1")
            )
        )
        _ = try? await client.describeHumanLoop(name)
    }

    /// The name of the profile that is asked for; nil for a source of the environment or the machine.
    private static func profile(of source: Source) -> String? {
        switch source {
        case .container, .instance, .instanceWhole: nil
        case .login, .process, .processTrouble, .role, .sso, .webIdentity: "\(source)"
        }
    }

    /// The environment variables under which a source is asked.
    private static func environment(of source: Source) -> AWSEnvironment {
        var variables = ["HOME": "/h", "AWS_REGION": "eu-west-1"]
        switch source {
        case .container:
            variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://localhost/keys"
            variables["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = secret
        case .instance, .instanceWhole: break
        case .login, .process, .processTrouble, .role, .sso, .webIdentity:
            variables["AWS_EC2_METADATA_DISABLED"] = "true"
        }
        return AWSEnvironment(variables)
    }

    /// Answers the first questions to an instance as they have to be for the last one to be asked.
    private static func exception(to request: HTTPRequest, of source: Source) -> HTTPResponse? {
        guard source == .instance else { return nil }
        if request.method == .put { return HTTPResponse(status: 200, body: Array(secret.utf8)) }
        return request.path.hasSuffix("/") ? HTTPResponse(status: 200, body: Array("r".utf8)) : nil
    }
}

/// A program that prints what was made up.
private struct FuzzedProcess: ProcessRunner {
    /// What it prints, to standard output and to standard error.
    let output: [UInt8]
    /// Whether it does not end well.
    let isTroubled: Bool

    /// Ends at once.
    func run(_ arguments: Secret<[String]>) async throws(ProcessRunningError) -> ProcessEnding {
        ProcessEnding(
            trouble: isTroubled ? "exit code 1" : nil,
            output: Secret(output),
            messages: String(decoding: output, as: UTF8.self)
        )
    }
}
