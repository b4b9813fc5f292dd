import AWSSigning
import Support

/// Credentials of the role of an EC2 instance, from its metadata service in version 2; version 1 is never fallen back to.
struct InstanceMetadataCredentials: CredentialSource {
    let settings: InstanceMetadataSettings
    private let context: CredentialContext

    /// Reads where the service is; an error that is `absent` says that it is switched off.
    init(_ context: CredentialContext) throws(CredentialError) {
        settings = try InstanceMetadataSettings(context.settings.environment, profile: context.settings.profile)
        self.context = context
    }

    /// How long a token is valid, in seconds: the longest that the service gives.
    private static let tokenLifetime = 21_600

    /// How often a service that answers is asked when no one said, as in the AWS SDK for Rust.
    private static let usualAttempts = 4

    private static let rolesPath = "/latest/meta-data/iam/security-credentials/"

    /// How long keys that had expired when they were given are used, in seconds, before chance makes it longer.
    private static let extensionSeconds: Int64 = 600

    private var service: String { "the instance metadata service at \(settings.endpoint)" }

    private var policy: RetryPolicy { .metadata(attempts: settings.attempts ?? Self.usualAttempts) }

    /// Asks for a token, the role and its keys; an error that is `absent` says that this is no instance, or has no role.
    func credentials() async throws(CredentialError) -> ProvidedCredentials {
        var session = Session(token: try await newToken())
        let role = try await role(in: &session)
        let response = try await get(Self.rolesPath + role, in: &session)
        let source = "instance metadata, role '\(role)'"
        var provided = usable(try MetadataAnswer.credentials(in: response, from: service, source: source))
        provided.outlivesExpiry = true
        return provided
    }

    private struct Session {
        var token: Secret<String>
        /// Whether the token is the second one: no third one is asked for.
        var isRenewed = false
    }

    /// Asks for a token; an error that is `absent` says that there is no such service.
    ///
    /// A machine that is no instance keeps silent, and is not asked twice; a service that answers is, if it is too busy.
    private func newToken() async throws(CredentialError) -> Secret<String> {
        let lifetime = HTTPHeader("x-aws-ec2-metadata-token-ttl-seconds", "\(Self.tokenLifetime)")
        let response: HTTPResponse
        do throws(AWSCallFailure) {
            response = try await context.calls.send(policy: policy, acceptsSilence: settings.attempts == nil) {
                request(.put, "/latest/api/token", headers: [lifetime])
            }
        } catch {
            throw tokenError(error)
        }
        let token = String(decoding: response.body, as: UTF8.self)
        guard !token.isEmpty, token.isPrintable else { throw CredentialError(.refused, "\(service) gave no token") }
        return Secret(token)
    }

    private func tokenError(_ failure: AWSCallFailure) -> CredentialError {
        switch failure {
        case .fault(let fault) where fault.status == 403:
            CredentialError(.refused, "\(service) forbids its use (HTTP 403): it is disabled for this instance")
        case .fault(let fault) where fault.status == 404 || fault.status == 405:
            // Other clouds have a service at this address that knows no such token.
            CredentialError(.absent, "\(service) gives no tokens (HTTP \(fault.status)): it is not EC2's version 2")
        case .transport(let error) where error.kind != .cancelled && !settings.isEndpointGiven:
            CredentialError(.absent, "no instance metadata service answers at \(settings.endpoint): \(error.message)")
        case .fault, .transport, .credentials:
            CredentialError(failure, from: service)
        }
    }

    /// Asks for the name of the instance's role; an error that is `absent` says that it has none.
    private func role(in session: inout Session) async throws(CredentialError) -> String {
        let response = try await get(Self.rolesPath, in: &session)
        let lines = String(decoding: response.body, as: UTF8.self).split(whereSeparator: \.endsLine)
        guard let role = lines.first?.trimmingBlanks(), !role.isEmpty else {
            throw CredentialError(.absent, "the instance has no role (\(service) names none)")
        }
        // All such bytes may stand in a path.
        guard role.utf8.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || "_+=,.@-".utf8.contains($0) }) else {
            throw CredentialError(.refused, "\(service) names a role as no role is named")
        }
        return role
    }

    /// Asks a question, and once more with a new token when the service no longer takes the old one.
    private func get(_ path: String, in session: inout Session) async throws(CredentialError) -> HTTPResponse {
        while true {
            let question = request(
                .get,
                path,
                headers: [HTTPHeader("x-aws-ec2-metadata-token", session.token.exposed)]
            )
            do throws(AWSCallFailure) {
                return try await context.calls.send(policy: policy) { question }
            } catch {
                if error.status == 404, path == Self.rolesPath {
                    throw CredentialError(.absent, "the instance has no role (HTTP 404 from \(service))")
                }
                guard error.status == 401, !session.isRenewed else { throw CredentialError(error, from: service) }
            }
            session = Session(token: try await newToken(), isRenewed: true)
        }
    }

    private func request(_ method: HTTPMethod, _ path: String, headers: [HTTPHeader]) -> HTTPRequest {
        HTTPRequest(
            method: method,
            endpoint: settings.endpoint,
            path: settings.endpoint.basePath + path,
            headers: headers,
            timeout: settings.timeout,
            avoidsProxies: true
        )
    }

    /// Has keys that are expired already be used for ten to fifteen minutes.
    ///
    /// The service hands such keys out while it cannot get new ones, and AWS goes on to take them.
    private func usable(_ provided: ProvidedCredentials) -> ProvidedCredentials {
        guard let expiresAt = provided.expiresAt, expiresAt <= context.now else { return provided }
        var extended = provided
        let chance = Double(Self.extensionSeconds) / 2 * context.calls.environment.fraction()
        extended.expiresAt = context.now + Self.extensionSeconds + Int64(chance)
        extended.source += ", which gave expired keys"
        return extended
    }
}
