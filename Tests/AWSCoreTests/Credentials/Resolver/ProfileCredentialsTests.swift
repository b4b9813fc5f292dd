@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Support
import TestSupport
import Testing

/// Profiles followed to their credentials.
@Suite
struct ProfileCredentialsTests {
    /// What this program says in place of the published words.
    static let words = [
        "profile must contain `source_profile`": "profile 'A': role_arn needs a source_profile or a credential_source",
        "profile contained both source_profile and credential_source":
            "profile 'A': source_profile and credential_source are mutually exclusive",
        "profile missing aws_secret_access_key":
            "aws_secret_access_key is missing beside aws_access_key_id (profile 'B')",
        "profile missing aws_access_key_id": "aws_access_key_id is missing beside aws_secret_access_key (profile 'B')",
        "profile `B` did not contain credential information": "profile 'B' says nothing of credentials",
        "profile `A` did not contain credential information": "profile 'A' says nothing of credentials",
        "could not find source profile B referenced from A":
            "profile 'A' names the source_profile 'B', which does not exist",
        "No profiles were defined": "the AWS configuration holds no profile 'A'",
        "profile formed an infinite loop": "source_profile leads in a circle: 'A' → 'B' → 'A'",
        "`role_arn` was missing": "profile 'A': web_identity_token_file needs a role_arn beside it",
        "if `sso_role_name` is set, then `sso_account_id` must also be set": "has no sso_account_id",
        "if `sso_account_id` is set, then `sso_role_name` must also be set": "has no sso_role_name",
        // The region may stand in both places here, as for the AWS CLI; the session of this case has no account either.
        "`sso_region` can only be specified in the [sso-session] config when a session name is given":
            "profile 'A' is for single sign-on and has no sso_account_id, sso_role_name",
        "sso-session named `oops` (referenced by profile `A`) was not found":
            "profile 'A' names an sso-session 'oops' that is not defined",
    ]

    /// The case of a session without an account and a role: a token alone is of no use to this program.
    static let tokenOnly = "SSO token profile selected"

    @Test("no case has gone missing", .enabled(if: ConformanceData.root != nil))
    func count() {
        #expect(PlanCase.all.count == 28)
    }

    @Test(
        "profiles lead where the published cases say",
        .enabled(if: ConformanceData.root != nil),
        arguments: PlanCase.all
    )
    func published(_ aCase: PlanCase) throws {
        let context = try FetchingWorld(files: MemoryFiles(["/h/.aws/config": aCase.config])).context()
        let result = Result { () throws(CredentialError) in
            try ProfileCredentials(aCase.input.selected_profile, context)
        }
        switch result {
        case .success(let found): #expect(found.links == aCase.output.ProfileChain)
        case .failure(let error) where aCase.docs == Self.tokenOnly:
            #expect(error.description == "profile 'A' is for single sign-on and has no sso_account_id, sso_role_name")
        case .failure(let error):
            let published = try #require(aCase.output.Error, "\(error)")
            let words = try #require(Self.words[published])
            #expect(error.description.contains(words))
        }
    }

    /// Follows a profile of a configuration file.
    private func follow(_ name: String, _ config: String) throws -> ProfileCredentials {
        let context = try FetchingWorld(files: MemoryFiles(["/h/.aws/config": config])).context()
        return try ProfileCredentials(name, context)
    }

    @Test("all that a profile says of a role is read")
    func role() throws {
        let found = try follow(
            "a",
            """
            [profile a]
            role_arn = R
            source_profile = b
            role_session_name = s
            external_id = e
            duration_seconds = 900
            [profile b]
            aws_access_key_id = K
            aws_secret_access_key = S
            aws_session_token = T
            """
        )
        let role = AssumableRole(
            arn: "R",
            sessionName: "s",
            externalID: "e",
            duration: .seconds(900),
            profile: "a"
        )
        let keys = AWSCredentials(accessKeyID: "K", secretAccessKey: Secret("S"), sessionToken: Secret("T"))
        #expect((found.source as? ProfileKeys)?.provided == ProvidedCredentials(keys: keys, source: "profile 'b'"))
        #expect(found.roles == [role])
        #expect(!"\(found)".contains("externalID: e"))
    }

    @Test(
        "sources are found in their order",
        arguments: [
            ("web_identity_token_file = ~/t\nrole_arn = R\ncredential_process = p", "WebIdentityToken"),
            ("sso_start_url = u\nsso_region = r\nsso_account_id = 1\nsso_role_name = n\nlogin_session = l", "Sso"),
            ("login_session = l\ncredential_process = p", "Login"),
            ("credential_process = p\naws_access_key_id = K\naws_secret_access_key = S", "CredentialProcess"),
            ("aws_access_key_id = K\naws_secret_access_key = S", "AccessKey"),
            ("role_arn = R\ncredential_source = environment", "NamedSource"),
            ("role_arn = R\ncredential_source = ECSCONTAINER", "NamedSource"),
            ("role_arn = R\nsource_profile = a\ncredential_process = 'p q' r", "CredentialProcess"),
        ]
    )
    func order(_ properties: String, _ source: String) throws {
        #expect(try follow("a", "[profile a]\n\(properties)").links.first?.keys.first == source)
    }

    @Test(
        "what cannot be is said, with what to do",
        arguments: [
            (
                "role_arn = R\nsource_profile = b\nmfa_serial = arn:mfa",
                "profile 'a': role 'R' asks for an MFA code (mfa_serial), which cannot be typed here; get its keys with "
                    + "`eval \"$(aws configure export-credentials --profile a --format env)\"`, then do without the profile"
            ),
            (
                "role_arn = R\nsource_profile = b\n[profile b]\nrole_arn = S\nsource_profile = b\nmfa_serial = arn:mfa",
                "profile 'b': role 'S' asks for an MFA code (mfa_serial), which cannot be typed here; get its keys with "
                    + "`eval \"$(aws configure export-credentials --profile a --format env)\"`, then do without the profile"
            ),
            (
                "role_arn = R\nsource_profile = b\nduration_seconds = 60",
                "profile 'a': duration_seconds is not from 900 to 43200: '60'"
            ),
            (
                "role_arn = R\ncredential_source = Ec2",
                "profile 'a': credential_source is none of Environment, EcsContainer and Ec2InstanceMetadata: 'Ec2'"
            ),
            (
                "role_arn = R\nsource_profile = produciton\n[profile production]",
                "profile 'a' names the source_profile 'produciton', which does not exist; did you mean 'production'?"
            ),
            (
                "credential_process = 'x",
                "profile 'a': credential_process is no command line: a quotation mark or a backslash is not followed up"
            ),
            (
                "role_arn = R\nsource_profile = b\n[profile b]\nrole_arn = S\nsource_profile = c\n[profile c]\n"
                    + "role_arn = T\nsource_profile = b",
                "source_profile leads in a circle: 'a' → 'b' → 'c' → 'b'"
            ),
            ("aws_access_key_id = é\naws_secret_access_key = s", "the AWS keys hold characters that keys never hold"),
        ]
    )
    func refusals(_ properties: String, _ words: String) throws {
        let error = try #require(throws: CredentialError.self) { try follow("a", "[profile a]\n\(properties)") }
        #expect(error.kind == .configuration)
        #expect(error.description.hasPrefix(words), "\(error)")
    }

    @Test("only a profile that is asked for may say nothing of credentials")
    func absence() throws {
        let kind = { (config: String) in
            #expect(throws: CredentialError.self) { try follow("a", config) }?.kind
        }
        #expect(kind("[profile b]") == .absent)
        #expect(kind("[profile a]\nregion = x") == .absent)
        #expect(kind("[profile a]\nrole_arn = R\nsource_profile = b\n[profile b]") == .configuration)
        #expect(kind("[profile a]\nrole_arn = R\nsource_profile = a") == .configuration)
    }
}
