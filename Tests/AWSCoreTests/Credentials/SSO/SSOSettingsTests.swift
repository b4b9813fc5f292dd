@testable import AWSCore
import Testing

/// Reading a profile of a single sign-on.
@Suite
struct SSOSettingsTests {
    /// A session's section.
    private static let section: [String: String] = [
        "sso_region": "us-east-1", "sso_start_url": "https://d-abc123.awsapps.com/start",
    ]
    /// What a profile says of an account and a role.
    private static let role: [String: String] = ["sso_account_id": "012345678910", "sso_role_name": "SampleRole"]

    /// Reads the settings of profile `p`.
    private func read(
        _ properties: [String: String],
        sessions: [String: [String: String]] = ["dev": SSOSettingsTests.section],
        home: String? = "/h"
    ) throws(CredentialError) -> SSOSettings? {
        let environment = AWSEnvironment(home.map { ["HOME": $0] } ?? [:])
        var config = ProfileFile()
        for (name, section) in sessions { config.sections[.ssoSession(name)] = .init(properties: section) }
        let profiles = AWSProfiles(config: config, credentials: ProfileFile())
        return try SSOSettings(CredentialProfile(name: "p", properties: properties), profiles, environment)
    }

    @Test("a session's token is found by the session's name")
    func session() throws {
        let settings = try #require(try read(Self.role.merging(["sso_session": "dev"]) { old, _ in old }))
        #expect(settings.session == "dev")
        #expect(settings.region == "us-east-1")
        #expect(settings.startURL == "https://d-abc123.awsapps.com/start")
        #expect(settings.tokenPath == "/h/.aws/sso/cache/34c6fceca75e456f25e7e99531e2425c6c1de443.json")
        #expect(settings.source == "profile 'p', sso-session 'dev', role 'SampleRole' in 012345678910")
    }

    @Test("without a session the token is found by the URL")
    func legacy() throws {
        var properties = Self.role
        properties["sso_start_url"] = "https://ssotest.awsapps.com/start"
        properties["sso_region"] = "us-east-2"
        let settings = try #require(try read(properties))
        #expect(settings.session == nil)
        #expect(settings.tokenPath == "/h/.aws/sso/cache/dace00cba5f8355ec9d274ceb2bcebdfbeed0e12.json")
    }

    @Test("a profile without any of it is none of a single sign-on")
    func absent() throws {
        #expect(try read(["region": "us-east-1", "sso_region": ""]) == nil)
    }

    @Test(
        "a sign-on without an account does not count beside a source of another kind, as for the AWS CLI",
        arguments: ["aws_access_key_id", "credential_process", "login_session"]
    )
    func tokensAlone(_ other: String) throws {
        #expect(try read(["sso_session": "dev", other: "x"]) == nil)
        #expect(throws: CredentialError.self) { try read(["sso_session": "dev", "sso_role_name": "r", other: "x"]) }
    }

    /// A row: what the profile and the session say beside what is complete, and what is told.
    struct Row: Sendable {
        /// The properties of the profile.
        var profile: [String: String]
        /// The sections of sessions.
        var sessions: [String: [String: String]] = ["dev": SSOSettingsTests.section]
        /// The home directory.
        var home: String? = "/h"
        /// What is told.
        var message: String
    }

    @Test(
        "what is missing, unknown or contradictory is told by its name",
        arguments: [
            Row(
                profile: ["sso_session": "dev"],
                message: "profile 'p' is for single sign-on and has no sso_account_id, sso_role_name"
            ),
            Row(
                profile: role.merging(["sso_region": "us-east-1"]) { old, _ in old },
                message: "profile 'p' is for single sign-on and has no sso_start_url"
            ),
            Row(
                profile: role.merging(["sso_session": "absent"]) { old, _ in old },
                message: "profile 'p' names an sso-session 'absent' that is not defined"
            ),
            Row(
                profile: role.merging(["sso_session": "dev", "sso_region": "eu-west-1"]) { old, _ in old },
                message: "sso_region is 'eu-west-1' in profile 'p' and 'us-east-1' in its sso-session 'dev'"
            ),
            Row(
                profile: role.merging(["sso_session": "dev"]) { old, _ in old },
                home: nil,
                message: "HOME is not set: the token of the single sign-on cannot be found"
            ),
        ]
    )
    func trouble(_ row: Row) {
        #expect(throws: CredentialError(.configuration, row.message)) {
            try read(row.profile, sessions: row.sessions, home: row.home)
        }
    }
}
