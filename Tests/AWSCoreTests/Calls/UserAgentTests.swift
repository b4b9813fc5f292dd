import AWSCore
import AWSSigning
import AWSTestSupport
import Support
import Testing

/// How the program names itself, with what the settings and the credentials add.
@Suite
struct UserAgentTests {
    /// Settings of the environment, and the header that comes of them; `…` stands for the machine.
    struct Row: Sendable, CustomTestStringConvertible {
        /// The environment.
        var variables: [String: String]
        /// The endpoint in place of the service's own.
        var endpointURL: String?
        /// How the keys were had.
        var features: Set<UserAgentFeature> = []
        /// What follows the language.
        var expected: String

        /// What follows the language.
        var testDescription: String { expected }
    }

    @Test(
        "each setting has its place",
        arguments: [
            Row(variables: [:], expected: " m/E cfg/retry-mode#standard"),
            Row(variables: ["AWS_RETRY_MODE": "adaptive"], expected: " m/F cfg/retry-mode#adaptive"),
            Row(variables: ["AWS_RETRY_MODE": "legacy"], expected: " m/E cfg/retry-mode#standard"),
            Row(variables: [:], endpointURL: "http://x", expected: " m/E,N cfg/retry-mode#standard"),
            Row(
                variables: [:],
                features: [.profileSSO, .sso, .profileLogin],
                expected: " m/AC,E,r,s cfg/retry-mode#standard"
            ),
            Row(
                variables: ["AWS_EXECUTION_ENV": "AWS_ECS_FARGATE", "AWS_SDK_UA_APP_ID": "team a/app#1"],
                expected: " m/E exec-env/AWS_ECS_FARGATE cfg/retry-mode#standard app/team-a-app-1"
            ),
            Row(
                variables: ["AWS_SDK_UA_APP_ID": String(repeating: "x", count: 60)],
                expected: " m/E cfg/retry-mode#standard app/" + String(repeating: "x", count: 50)
            ),
            Row(variables: ["AWS_SDK_UA_APP_ID": "a\r\nb: c"], expected: " m/E cfg/retry-mode#standard app/a--b--c"),
        ]
    )
    func header(_ row: Row) async throws {
        var provided = ProvidedCredentials(
            keys: AWSCredentials(accessKeyID: "k", secretAccessKey: Secret("s")),
            source: "test"
        )
        provided.features = row.features
        let client = try ClientUnderTest(
            [.answer(200)],
            credentials: StaticCredentials(provided),
            endpointURL: row.endpointURL,
            variables: row.variables
        )
        _ = try await client.call(.reads).get()
        let header = try #require(client.values(of: "user-agent").first ?? nil)
        let language = "lang/swift#6"
        let machine = try #require(header.firstRange(of: language))
        #expect(header[machine.upperBound...] == row.expected)
        #expect(header.hasPrefix("loop-sweep/1.2 ua/2.1 os/linux md/arch#"))
    }
}
