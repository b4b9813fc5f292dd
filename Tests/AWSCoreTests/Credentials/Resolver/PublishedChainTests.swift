@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Support
import TestSupport
import Testing

/// The published cases of the AWS SDK for Rust through the real providers: their environments, files and traffic.
///
/// Where this program differs from that SDK:
/// - It runs a `credential_process` without a shell. Three cases need one, and get it from the test.
/// - A profile with an `sso_session` and no account and role is a mistake here, for there is no service here that a bare
///   token would be of use for; the words differ, the cases fail alike.
/// - A profile that names a source which is not there is not passed over for the next place: it would lead to another
///   identity than the one that was asked for. That SDK does so as well in some of these cases, and not in others.
/// - It says what to do in words of its own: `words` has those that stand for the published ones.
@Suite(.enabled(if: ConformanceData.root != nil))
struct PublishedChainTests {
    /// The cases of both suites; none is left out.
    static let cases = ChainCase.all("default-credential-provider-chain") + ChainCase.all("profile-provider")

    /// What this program says in the cases that end in an error.
    static let words = [
        "eks_pod_identity_no_token_file": "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/token.jwt' does not exist",
        "imds_default_chain_error": "the instance has no role (HTTP 404",
        "imds_disabled": "the instance metadata service is switched off",
        "imds_no_iam_role":
            "profile 'default' names a source of credentials that is not there: the instance has no role",
        "imds_token_fail": "forbids its use (HTTP 403)",
        "profile_overrides_web_identity":
            "profile 'A' names a source of credentials that is not there: AWS_ACCESS_KEY_ID",
        "sso_no_token_file":
            "there is no token in '/home/.aws/sso/cache/dace00cba5f8355ec9d274ceb2bcebdfbeed0e12.json'; "
            + "sign in with `aws sso login --profile sso-test`",
        "sso_server_error": "HTTP 503",
        "web_identity_source_profile_no_env": "web_identity_token_file needs a role_arn beside it",
        "web_identity_token_invalid_jwt":
            "InvalidIdentityToken, HTTP 400: No OpenIDConnect provider found in your account",
        "credential_process_failure": "ended with exit code 1",
        "credential_process_invalid": "did not print JSON that holds credentials",
        "empty_config": "no AWS credentials: ",
        "invalid_config": "/home/.aws/config:2: ",
        "invalid_sso_credentials_config":
            "profile 'default' is for single sign-on and has no sso_account_id, sso_role_name",
        "sso_token": "profile 'default' is for single sign-on and has no sso_account_id, sso_role_name",
    ]

    /// The moment at which the cases play, in seconds since the epoch.
    static let now: Int64 = 1_234_567_890

    @Test("no case has gone missing")
    func count() {
        #expect(Self.cases.count == 29 + 18)
        let names = Set(Self.cases.map(\.name))
        #expect(Self.words.keys.allSatisfy { names.contains($0) })
    }

    @Test("credentials are found, or not found, as published, and the traffic is as recorded", arguments: cases)
    func published(_ aCase: ChainCase) async throws {
        let transport = try aCase.transport()
        let files = try aCase.files()
        let tools = CredentialTools(
            files: files,
            writer: files,
            processes: ShellRunner(),
            calls: CallTools(
                transport,
                RecordingEnvironment(now: Self.now).environment,
                UserAgent(product: "test", version: "1")
            )
        )
        var environment = try aCase.environment()
        // The cases of the profile's provider look nowhere else.
        if aCase.folder.contains("profile-provider") {
            for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] { environment[name] = nil }
            environment["AWS_EC2_METADATA_DISABLED"] = "true"
        }
        // The case has no region, which this program asks for before it asks a source for the keys of a role.
        if aCase.name == "profile_overrides_web_identity" { environment["AWS_REGION"] = "us-east-1" }
        let resolver = CredentialResolver(
            environment: AWSEnvironment(environment),
            overrides: AWSOverrides(),
            tools: tools
        )
        let result: Result<ProvidedCredentials, CredentialError>
        do throws(CredentialError) {
            result = .success(try await resolver.credentials())
        } catch {
            result = .failure(error)
        }
        try compare(result, with: aCase)
        #expect(transport.deviations.isEmpty)
    }

    /// Compares what came of a case with what is published.
    private func compare(_ result: Result<ProvidedCredentials, CredentialError>, with aCase: ChainCase) throws {
        let outcome = try aCase.outcome()
        switch result {
        case .success(let found):
            let credentials = ChainCase.Outcome.Credentials(
                access_key_id: found.keys.accessKeyID,
                secret_access_key: found.keys.secretAccessKey.exposed,
                session_token: found.keys.sessionToken?.exposed,
                account_id: found.accountID,
                expiry: found.expiresAt
            )
            #expect(credentials == outcome.Ok)
            #expect(!found.source.isEmpty)
        case .failure(let error):
            _ = try #require(outcome.ErrorContains, "\(error)")
            let words = try #require(Self.words[aCase.name], "\(error)")
            #expect(error.description.contains(words))
        }
    }
}
