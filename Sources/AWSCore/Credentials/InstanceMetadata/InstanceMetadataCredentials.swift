import AWSSigning
import Support

/// Credentials of the role of an EC2 instance, from its metadata service in version 2; version 1 is never fallen back to.
struct InstanceMetadataCredentials: CredentialsProvider {
    /// Where the service is, and how patiently it is asked.
    private let settings: InstanceMetadataSettings
    /// What makes the calls.
    private let calls: UnsignedCalls

    /// Makes a provider.
    ///
    /// - Parameters:
    ///   - settings: where the service is, and how patiently it is asked.
    ///   - calls: what makes the calls, past any proxy.
    init(_ settings: InstanceMetadataSettings, calls: UnsignedCalls) {
        self.settings = settings
        self.calls = calls
    }

    /// How long a token is valid, in seconds: the longest that the service gives.
    private static let tokenLifetime = 21_600

    /// How often a service that answers is asked when no one said, as in the AWS SDK for Rust.
    private static let usualAttempts = 4

    /// The path under which the roles of the instance are.
    private static let rolesPath = "/latest/meta-data/iam/security-credentials/"

    /// How long keys that had expired when they were given are used, in seconds, before chance makes it longer.
    private static let extensionSeconds: Int64 = 600

    /// The service in words for an error.
    private var service: String { "the instance metadata service at \(settings.endpoint)" }

    /// How often each question is asked.
    private var policy: RetryPolicy { .metadata(attempts: settings.attempts ?? Self.usualAttempts) }

    /// Asks the service for a token, for the role and for its keys.
    ///
    /// - Throws: `CredentialsError`, `absent` when this machine is no instance, or one without a role.
    func credentials() async throws(CredentialsError) -> ProvidedCredentials {
        var session = Session(token: try await newToken())
        let role = try await role(in: &session)
        let response: HTTPResponse
        do throws(UnsignedCallFailure) {
            response = try await get(Self.rolesPath + role, in: &session)
        } catch {
            throw CredentialsError(error, from: service)
        }
        return usable(
            try MetadataAnswer.credentials(in: response, from: service, source: "instance metadata, role '\(role)'")
        )
    }

    /// A token, and whether another one may still be asked for.
    private struct Session {
        /// What the service is asked with.
        var token: Secret<String>
        /// Whether the token is the second one.
        var isRenewed = false
    }

    /// Asks for a token.
    ///
    /// A machine that is no instance keeps silent, and is not asked twice; a service that answers is, if it is too busy.
    ///
    /// - Throws: `CredentialsError`, `absent` when there is no such service.
    private func newToken() async throws(CredentialsError) -> Secret<String> {
        let lifetime = HTTPHeader("x-aws-ec2-metadata-token-ttl-seconds", "\(Self.tokenLifetime)")
        let response: HTTPResponse
        do throws(UnsignedCallFailure) {
            let request = request(.put, "/latest/api/token", headers: [lifetime])
            response = try await calls.send(request, policy: policy, acceptsSilence: settings.attempts == nil)
        } catch {
            throw tokenError(error)
        }
        let token = String(decoding: response.body, as: UTF8.self)
        guard !token.isEmpty, token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw CredentialsError(.refused, "\(service) gave no token")
        }
        return Secret(token)
    }

    /// Tells why there is no token.
    private func tokenError(_ failure: UnsignedCallFailure) -> CredentialsError {
        switch failure.cause {
        case .fault(let fault) where fault.status == 403:
            CredentialsError(.refused, "\(service) forbids its use (HTTP 403): it is disabled for this instance")
        case .fault(let fault) where fault.status == 404 || fault.status == 405:
            // Other clouds have a service at this address that knows no such token.
            CredentialsError(.absent, "\(service) gives no tokens (HTTP \(fault.status)): it is not EC2's version 2")
        case .transport(let error) where error.kind != .cancelled && !settings.isEndpointGiven:
            CredentialsError(.absent, "no instance metadata service answers at \(settings.endpoint): \(error.message)")
        case .fault, .transport, .credentials:
            CredentialsError(failure, from: service)
        }
    }

    /// Asks for the name of the instance's role.
    ///
    /// - Throws: `CredentialsError`, `absent` when the instance has none.
    private func role(in session: inout Session) async throws(CredentialsError) -> String {
        let response: HTTPResponse
        do throws(UnsignedCallFailure) {
            response = try await get(Self.rolesPath, in: &session)
        } catch {
            if error.status == 404 {
                throw CredentialsError(.absent, "the instance has no role (HTTP 404 from \(service))")
            }
            throw CredentialsError(error, from: service)
        }
        let lines = String(decoding: response.body, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard let role = lines.first?.trimmingBlanks(), !role.isEmpty else {
            throw CredentialsError(.absent, "the instance has no role (\(service) names none)")
        }
        guard role.utf8.allSatisfy(Self.isRoleByte) else {
            throw CredentialsError(.refused, "\(service) names a role as no role is named")
        }
        return role
    }

    /// Whether a byte may stand in the name of a role; all such bytes may stand in a path.
    private static func isRoleByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "_+=,.@-".utf8.contains(byte)
        }
    }

    /// Asks a question, and once more with a new token when the service no longer takes the old one.
    ///
    /// - Throws: `UnsignedCallFailure` when there is no answer that is a success.
    private func get(_ path: String, in session: inout Session) async throws(UnsignedCallFailure) -> HTTPResponse {
        do throws(UnsignedCallFailure) {
            return try await calls.send(question(path, session.token), policy: policy)
        } catch {
            guard error.status == 401, !session.isRenewed else { throw error }
        }
        do throws(CredentialsError) {
            session = Session(token: try await newToken(), isRenewed: true)
        } catch {
            throw UnsignedCallFailure(.credentials(error))
        }
        return try await calls.send(question(path, session.token), policy: policy)
    }

    /// Puts a question into a request.
    private func question(_ path: String, _ token: Secret<String>) -> HTTPRequest {
        request(.get, path, headers: [HTTPHeader("x-aws-ec2-metadata-token", token.exposed)])
    }

    /// Makes a request to the service.
    private func request(_ method: HTTPMethod, _ path: String, headers: [HTTPHeader]) -> HTTPRequest {
        HTTPRequest(
            method: method,
            endpoint: settings.endpoint,
            path: settings.endpoint.basePath + path,
            headers: headers,
            timeout: settings.timeout
        )
    }

    /// Has keys that are expired already be used for ten to fifteen minutes.
    ///
    /// The service hands such keys out while it cannot get new ones, and AWS goes on to take them.
    private func usable(_ provided: ProvidedCredentials) -> ProvidedCredentials {
        guard let expiresAt = provided.expiresAt, expiresAt <= calls.now else { return provided }
        var extended = provided
        let chance = Double(Self.extensionSeconds) / 2 * calls.surroundings.fraction()
        extended.expiresAt = calls.now + Self.extensionSeconds + Int64(chance)
        extended.source += ", which gave expired keys"
        return extended
    }
}
