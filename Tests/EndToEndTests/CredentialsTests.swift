import Subprocess
import Testing

/// Credentials that cannot be had: the command ends before any loop is looked at, and its last line says what to do.
@Suite("Credentials")
struct CredentialsTests {
    /// A configuration with a profile for each way of not getting credentials.
    private static let config = """
        [default]
        region = us-east-1
        [profile broken]
        credential_process = sh -c "echo external-secret; echo who are you >&2; exit 3"
        [profile mute]
        credential_process = echo external-secret
        [profile mfa]
        role_arn = arn:aws:iam::123456789012:role/cleanup
        source_profile = keys
        mfa_serial = arn:aws:iam::123456789012:mfa/me
        [profile keys]
        aws_access_key_id = AKIDEXAMPLE
        aws_secret_access_key = external-secret
        [profile role]
        role_arn = arn:aws:iam::123456789012:role/cleanup
        source_profile = keys
        external_id = external-secret
        endpoint_url = http://127.0.0.1:1
        [profile circle]
        role_arn = arn:aws:iam::123456789012:role/cleanup
        source_profile = circle-2
        [profile circle-2]
        role_arn = arn:aws:iam::123456789012:role/cleanup
        source_profile = circle
        [profile work]
        sso_session = corp
        sso_account_id = 123456789012
        sso_role_name = Admin
        [sso-session corp]
        sso_region = us-east-1
        sso_start_url = https://corp.awsapps.com/start
        [profile signed-in]
        login_session = arn:aws:iam::123456789012:user/me
        """

    /// What is asked, and what must come.
    struct Row: Sendable, CustomTestStringConvertible {
        /// What is wrong.
        let testDescription: String
        /// The profile that is asked for; nil for the default one.
        var profile: String?
        /// What the environment has besides.
        var variables: [Environment.Key: String?] = [:]
        /// The exit code.
        var exitCode: Int32 = 77
        /// What the last line on standard error says.
        let message: String
    }

    /// Every kind of credentials that cannot be had.
    static let rows: [Row] = [
        Row(testDescription: "none", message: "no AWS credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are"),
        Row(
            testDescription: "half",
            variables: ["AWS_ACCESS_KEY_ID": "AKIDEXAMPLE"],
            message: "AWS_SECRET_ACCESS_KEY is missing beside AWS_ACCESS_KEY_ID"
        ),
        Row(
            testDescription: "expired",
            variables: [
                "AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "external-secret",
                "AWS_CREDENTIAL_EXPIRATION": "2020-01-01T00:00:00Z",
            ],
            message: "the credentials in the environment expired at 2020-01-01T00:00:00Z"
        ),
        Row(testDescription: "unknown profile", profile: "wrok", exitCode: 64, message: "no profile 'wrok'"),
        Row(testDescription: "misspelt profile", profile: "works", exitCode: 64, message: "did you mean 'work'?"),
        Row(
            testDescription: "misspelt profile in the environment",
            variables: ["AWS_PROFILE": "works"],
            exitCode: 78,
            message: "did you mean 'work'?"
        ),
        Row(testDescription: "process", profile: "broken", message: "ended with exit code 3: who are you"),
        Row(testDescription: "process without credentials", profile: "mute", message: "did not print JSON"),
        Row(testDescription: "MFA", profile: "mfa", message: "aws configure export-credentials --profile mfa"),
        Row(
            testDescription: "role",
            profile: "role",
            exitCode: 75,
            message: "STS, asked for role 'arn:aws:iam::123456789012:role/cleanup' (profile 'role') with profile 'keys'"
        ),
        Row(testDescription: "circle", profile: "circle", message: "'circle' → 'circle-2' → 'circle'"),
        Row(testDescription: "single sign-on", profile: "work", message: "`aws sso login --profile work`"),
        Row(testDescription: "login", profile: "signed-in", message: "`aws login --profile signed-in`"),
        Row(
            testDescription: "web identity",
            variables: ["AWS_WEB_IDENTITY_TOKEN_FILE": "/nonexistent/token", "AWS_ROLE_ARN": "arn:role"],
            message: "the web identity token file '/nonexistent/token'"
        ),
        Row(
            testDescription: "container",
            variables: ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://10.0.0.1/external-secret"],
            message: "'10.0.0.1', which is no agent on this machine"
        ),
    ]

    @Test("credentials that cannot be had end a command with what to do, and without a secret", arguments: rows)
    func refusal(_ row: Row) async throws {
        let folder = try Folder()
        let manifest = try folder.write(
            "m.yaml",
            "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\nmetadata: {name: m}\nloops: [a]\n"
        )
        var variables = row.variables
        variables["AWS_CONFIG_FILE"] = try folder.write("config", Self.config)
        variables["HOME"] = folder.path
        variables["AWS_REGION"] = "us-east-1"
        let profile = row.profile.map { ["--profile", $0] } ?? []
        let ending = try await Program.run(["plan", manifest, "-vv"] + profile, variables)
        #expect(ending.exitCode == row.exitCode, "\(ending.messages)")
        let last = ending.messages.split(separator: "\n" as Character).last ?? ""
        #expect(last.contains(row.message), "\(ending.messages)")
        #expect(!ending.messages.contains("external-secret"), "\(ending.messages)")
        #expect(ending.output.isEmpty)
    }
}
