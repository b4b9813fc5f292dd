@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Support
import Testing

/// The two signed actions of STS over a script.
@Suite
struct STSClientTests {
    /// The answer to a question for the caller.
    static let identity = """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
        <Arn>arn:aws:iam::123456789012:user/a</Arn><UserId>AIDA</UserId><Account>123456789012</Account>
        </GetCallerIdentityResult></GetCallerIdentityResponse>
        """

    /// Makes a client over a script.
    private func client(_ transport: ScriptedTransport) throws -> STSClient {
        STSClient(
            configuration: try .example(.sts, region: "eu-west-1"),
            credentials: StaticCredentials.example(),
            tools: CallTools(
                transport,
                RecordingEnvironment().environment,
                UserAgent(product: "loopsweep", version: "1")
            )
        )
    }

    /// The answer to a request for a role.
    private func session(_ action: String, expiration: String = "2026-11-22T11:00:00Z") -> ScriptedTransport.Step {
        .answer(
            200,
            """
            <\(action)Response><\(action)Result>
            <AssumedRoleUser><Arn>arn:aws:sts::210987654321:assumed-role/R/s</Arn></AssumedRoleUser>
            <Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
            <SessionToken>token</SessionToken><Expiration>\(expiration)</Expiration></Credentials>
            </\(action)Result></\(action)Response>
            """
        )
    }

    @Test("the caller is asked for with a signed form")
    func callerIdentity() async throws {
        let transport = ScriptedTransport([.answer(200, Self.identity)])
        let identity = try await client(transport).callerIdentity()
        #expect(
            identity
                == CallerIdentity(account: "123456789012", arn: "arn:aws:iam::123456789012:user/a", userID: "AIDA")
        )
        let request = try #require(transport.requests.first)
        #expect(request.line == "POST https://sts.eu-west-1.amazonaws.com/")
        #expect(String(decoding: request.body, as: UTF8.self) == "Action=GetCallerIdentity&Version=2011-06-15")
        #expect(request.headersByName["content-type"] == "application/x-www-form-urlencoded")
        #expect(request.headersByName["authorization"]?.contains("/eu-west-1/sts/aws4_request") == true)
    }

    @Test("a role is asked for with all that its profile says")
    func assume() async throws {
        let transport = ScriptedTransport([session("AssumeRole")])
        let role = AssumableRole(
            arn: "arn:aws:iam::1:role/R",
            sessionName: nil,
            externalID: "a b&c",
            duration: .seconds(900),
            profile: "p"
        )
        let session = try await client(transport).assume(role, sessionName: "loopsweep-1")
        #expect(session.keys.accessKeyID == "ASIA")
        #expect(session.keys.sessionToken == Secret("token"))
        #expect(session.expiresAt == 1_795_345_200)
        #expect(session.accountID == "210987654321")
        let body = try #require(transport.requests.first).body
        #expect(
            String(decoding: body, as: UTF8.self)
                == "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2FR"
                + "&RoleSessionName=loopsweep-1&DurationSeconds=900&ExternalId=a%20b%26c"
        )
    }

    @Test("an answer that is no session is not shown", arguments: ["<a>secret</a>", "secret", ""])
    func unreadable(body: String) async throws {
        let role = AssumableRole(arn: "R", sessionName: nil, externalID: nil, duration: nil, profile: "p")
        let client = try client(ScriptedTransport([.answer(200, body)]))
        let error = await #expect(throws: AWSCallError.self) { try await client.assume(role, sessionName: "s") }
        #expect(!"\(String(describing: error))".contains("secret"))
        #expect(error?.attempts == 1)
    }

    @Test("credentials without a whole expiry are none")
    func expiration() async throws {
        let role = AssumableRole(arn: "R", sessionName: nil, externalID: nil, duration: nil, profile: "p")
        let client = try client(ScriptedTransport([session("AssumeRole", expiration: "soon")]))
        await #expect(throws: AWSCallError.self) { try await client.assume(role, sessionName: "s") }
    }
}
