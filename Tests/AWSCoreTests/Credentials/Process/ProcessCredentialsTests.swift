@testable import AWSCore
import AWSSigning
import Support
import Testing

/// What programs print, and how they fail.
@Suite
struct ProcessCredentialsTests {
    /// Has a program end in a way, and tells what came of it.
    private func credentials(
        _ ending: Result<ProcessEnding, ProcessRunningError>,
        accountID: String? = nil
    ) async throws -> ProvidedCredentials {
        var properties = ["credential_process": "/bin/prog --password hunter2"]
        properties["aws_account_id"] = accountID
        let profile = CredentialProfile(name: "p", properties: properties)
        return try await #require(ProcessCredentials(profile, FetchingWorld().context(ending: ending))).credentials()
    }

    /// An ending in which a program prints something.
    private func prints(_ output: String, trouble: String? = nil, messages: String = "") -> ProcessEnding {
        ProcessEnding(trouble: trouble, output: Secret(Array(output.utf8)), messages: messages)
    }

    @Test("all that a program prints is used")
    func whole() async throws {
        let output = """
            {"Version": 1, "AccessKeyId": "A", "SecretAccessKey": "s", "SessionToken": "t",
             "Expiration": "2026-11-22T11:00:00Z", "AccountId": "123456789012", "More": [1]}
            """
        let found = try await credentials(.success(prints(output)), accountID: "1")
        #expect(found.keys == AWSCredentials(accessKeyID: "A", secretAccessKey: Secret("s"), sessionToken: Secret("t")))
        #expect(found.expiresAt == 1_795_345_200)
        #expect(found.accountID == "123456789012")
        #expect(found.source == "credential_process of profile 'p'")
    }

    @Test(
        "an account that is printed as a number has its zeros",
        arguments: [
            ("123456789012", "123456789012"), ("12345678901", "012345678901"), (#""012345678901""#, "012345678901"),
        ]
    )
    func accounts(_ printed: String, _ account: String) async throws {
        let output = #"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s","AccountId":\#(printed)}"#
        #expect(try await credentials(.success(prints("\u{FEFF}" + output))).accountID == account)
    }

    @Test("keys without an expiry stay, and belong to the profile's account", arguments: ["", #","SessionToken":"""#])
    func plain(more: String) async throws {
        let output = #"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s"\#(more)}"#
        let found = try await credentials(.success(prints(output)), accountID: "1")
        #expect(found.keys.sessionToken == nil)
        #expect(found.expiresAt == nil)
        #expect(found.accountID == "1")
    }

    @Test(
        "what is not credentials is refused without a word of it",
        arguments: [
            ("hunter2", "did not print JSON that holds credentials"),
            ("", "did not print JSON that holds credentials"),
            (#"{"AccessKeyId":"A","SecretAccessKey":"hunter2"}"#, "did not print credentials of \"Version\": 1"),
            (#"{"Version":2}"#, "did not print credentials of \"Version\": 1"),
            (#"["hunter2"]"#, "did not print JSON that holds credentials"),
            (#"{"Version":1,"SecretAccessKey":"hunter2"}"#, "printed credentials without 'AccessKeyId'"),
            (#"{"Version":1,"AccessKeyId":"A"}"#, "printed credentials without 'SecretAccessKey'"),
            (
                #"{"Version":1,"AccessKeyId":"A","SecretAccessKey":null}"#,
                "printed credentials without 'SecretAccessKey'"
            ),
            (#"{"Version":1,"AccessKeyId":7,"SecretAccessKey":"s"}"#, "printed 'AccessKeyId' as no text"),
            (#"{"Version":1,"AccessKeyId":"","SecretAccessKey":"s"}"#, "printed an empty 'AccessKeyId'"),
            (
                #"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"hunter2\n"}"#,
                "printed 'SecretAccessKey' with characters that keys never hold"
            ),
            (
                #"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s","SessionToken":["hunter2"]}"#,
                "printed 'SessionToken' as no text"
            ),
            (
                #"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"hunter2","Expiration":"soon"}"#,
                "printed an 'Expiration' that is not a time, such as 2026-11-22T10:00:00Z"
            ),
            (
                #"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s","AccountId":-1}"#,
                "printed an 'AccountId' that is no account"
            ),
        ]
    )
    func refusals(_ output: String, _ words: String) async throws {
        let error = try await #require(throws: CredentialError.self) {
            try await credentials(.success(prints(output)))
        }
        #expect(error.kind == .refused)
        #expect(error.description == "credential_process of profile 'p' ('/bin/prog') \(words)")
    }

    @Test("a program that fails has its own words repeated, but not what it printed")
    func failure() async throws {
        let messages = "not\n signed  in\n" + String(repeating: "x", count: 999)
        let ending = prints("hunter2", trouble: "exit code 3", messages: messages)
        let error = try await #require(throws: CredentialError.self) { try await credentials(.success(ending)) }
        #expect(error.kind == .refused)
        let beginning = "credential_process of profile 'p' ('/bin/prog') ended with exit code 3: not signed in xxx"
        #expect(error.description.hasPrefix(beginning))
        #expect(error.description.utf8.count < 400)
        #expect(!error.description.contains("hunter2"))
    }

    @Test(
        "a program that does not come to its end",
        arguments: [
            (ProcessRunningError.failed(reason: "gone"), CredentialError.Kind.configuration, "cannot be run: gone"),
            (.timedOut(after: .seconds(300)), .refused, "did not end within 300 seconds, and was ended"),
            (.cancelled, .cancelled, "cancelled"),
        ]
    )
    func trouble(_ trouble: ProcessRunningError, _ kind: CredentialError.Kind, _ words: String) async throws {
        let error = try await #require(throws: CredentialError.self) { try await credentials(.failure(trouble)) }
        #expect(error.kind == kind)
        #expect(error.description.hasSuffix(words))
    }
}
