import AWSCore
import AWSTestSupport
import Testing

/// How the program names itself, with what the settings add.
@Suite
struct UserAgentTests {
    /// Settings of the environment, and the header that comes of them; `…` stands for the machine.
    struct Row: Sendable, CustomTestStringConvertible {
        /// The environment.
        var variables: [String: String]
        /// What follows the language.
        var expected: String

        /// What follows the language.
        var testDescription: String { expected }
    }

    @Test(
        "each setting has its place",
        arguments: [
            Row(variables: [:], expected: " cfg/retry-mode#standard"),
            Row(variables: ["AWS_RETRY_MODE": "adaptive"], expected: " cfg/retry-mode#adaptive"),
            Row(variables: ["AWS_RETRY_MODE": "legacy"], expected: " cfg/retry-mode#standard"),
            Row(
                variables: ["AWS_EXECUTION_ENV": "AWS_ECS_FARGATE", "AWS_SDK_UA_APP_ID": "team a/app#1"],
                expected: " exec-env/AWS_ECS_FARGATE cfg/retry-mode#standard app/team-a-app-1"
            ),
            Row(
                variables: ["AWS_SDK_UA_APP_ID": String(repeating: "x", count: 60)],
                expected: " cfg/retry-mode#standard app/" + String(repeating: "x", count: 50)
            ),
            Row(variables: ["AWS_SDK_UA_APP_ID": "a\r\nb: c"], expected: " cfg/retry-mode#standard app/a--b--c"),
        ]
    )
    func header(_ row: Row) async throws {
        let client = try ClientUnderTest([.answer(200)], variables: row.variables)
        _ = try await client.call(.reads).get()
        let header = try #require(client.values(of: "user-agent").first ?? nil)
        let language = "lang/swift#6"
        let machine = try #require(header.firstRange(of: language))
        #expect(header[machine.upperBound...] == row.expected)
        #expect(header.hasPrefix("loop-sweep/1.2 ua/2.1 os/linux md/arch#"))
    }
}
