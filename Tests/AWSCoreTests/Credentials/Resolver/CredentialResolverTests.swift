@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Support
import Testing

/// Where credentials are looked for, in what order, and what is said when they cannot be had.
@Suite
struct CredentialResolverTests {
    /// A profile with keys.
    private static let profileKeys = "[default]\naws_access_key_id = FILE\naws_secret_access_key = s\n"

    @Test("the environment comes first, and a profile that it names does not hide its keys")
    func environment() async {
        let source = "ENV: environment variable AWS_ACCESS_KEY_ID"
        #expect(await ChainWorld(ChainWorld.keys, config: Self.profileKeys).find() == source)
        let variables = ChainWorld.keys.merging(["AWS_PROFILE": "default"]) { _, new in new }
        #expect(await ChainWorld(variables, config: Self.profileKeys).find() == source)
    }

    @Test("a profile of the caller's hides the environment's keys and its web identity")
    func givenProfile() async {
        let identity = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_ROLE_ARN": "R"]
        let variables = ChainWorld.keys.merging(identity) { _, new in new }
        let world = ChainWorld(variables, config: Self.profileKeys, profile: "default")
        #expect(await world.find() == "FILE: profile 'default'")
        let bare = ChainWorld(variables, config: "[default]", profile: "default")
        let found = await bare.find()
        #expect(found.hasPrefix("absent: no AWS credentials: profile 'default' says nothing of credentials; "))
        #expect(!found.contains("AWS_WEB_IDENTITY_TOKEN_FILE"))
        #expect(bare.transport.requests.isEmpty)
    }

    @Test("when no place has any, all that were looked into are named, with what to do")
    func nowhere() async {
        #expect(
            await ChainWorld().find()
                == "absent: no AWS credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set; "
                + "the AWS configuration holds no profile 'default'; AWS_WEB_IDENTITY_TOKEN_FILE is not set; "
                + "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set; "
                + "the instance metadata service is switched off (AWS_EC2_METADATA_DISABLED); "
                + "sign in with `aws login` or `aws sso login`, or name a profile with --profile or AWS_PROFILE"
        )
    }

    @Test("a metadata service that nobody asked for is one more place, also when it is there and gives nothing")
    func metadataTrouble() async {
        let found = await ChainWorld(["AWS_EC2_METADATA_DISABLED": ""], steps: [.answer(403)]).find()
        #expect(found.hasPrefix("refused: no AWS credentials: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set"))
        #expect(found.contains("; the instance metadata service at http://169.254.169.254 forbids its use (HTTP 403)"))
    }

    @Test(
        "a place that is there and does not give any is not passed over",
        arguments: [
            (["AWS_ACCESS_KEY_ID": "A"], "", "AWS_SECRET_ACCESS_KEY is missing beside AWS_ACCESS_KEY_ID"),
            (["AWS_SECRET_ACCESS_KEY": "A"], "", "AWS_ACCESS_KEY_ID is missing beside AWS_SECRET_ACCESS_KEY"),
            (["AWS_ACCESS_KEY_ID": "a\nb", "AWS_SECRET_ACCESS_KEY": "s"], "", "the AWS keys hold characters that"),
            (
                ["AWS_ACCESS_KEY_ID": "\"A\"", "AWS_SECRET_ACCESS_KEY": "s"], "",
                "AWS_ACCESS_KEY_ID begins and ends with a quote"
            ),
            (
                ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "'s'"], "",
                "AWS_SECRET_ACCESS_KEY begins and ends with a quote"
            ),
            (
                ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "\"t\""], "",
                "the session token begins and ends with a quote"
            ),
            (
                [:], "[default]\naws_access_key_id = 'A'\naws_secret_access_key = s",
                "aws_access_key_id begins and ends with a quote"
            ),
            ([:], "[default]\naws_access_key_id = A", "aws_secret_access_key is missing beside aws_access_key_id"),
            ([:], "[default", "/h/.aws/config:1: profile definition must end with ']'"),
            (["AWS_PROFILE": "prod"], "[profile prd]", "there is no profile 'prod' in the AWS configuration"),
            (["AWS_WEB_IDENTITY_TOKEN_FILE": "/t"], "", "AWS_WEB_IDENTITY_TOKEN_FILE is set, and AWS_ROLE_ARN"),
            (
                ["AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_ROLE_ARN": "R"], "",
                "the web identity token file '/t' (environment variable AWS_WEB_IDENTITY_TOKEN_FILE) does not exist"
            ),
            (["AWS_CONTAINER_CREDENTIALS_FULL_URI": "x"], "", "AWS_CONTAINER_CREDENTIALS_FULL_URI is no http or"),
            ([:], "[default]\nrole_arn = R\ncredential_source = Environment", "profile 'default' names a source"),
            ([:], "[default]\nrole_arn = R\ncredential_source = EcsContainer", "profile 'default' names a source"),
            (
                [:], "[default]\nrole_arn = R\ncredential_source = Ec2InstanceMetadata",
                "profile 'default' names a source"
            ),
            ([:], "[default]\nlogin_session = l", "there is no token in '/h/.aws/login/cache/"),
            (
                ["AWS_REGION": ""],
                "[default]\nrole_arn = R\nsource_profile = b\n[profile b]\naws_access_key_id = B\n"
                    + "aws_secret_access_key = s",
                "no region is set"
            ),
        ] as [([String: String], String, String)]
    )
    func refusals(_ variables: [String: String], _ config: String, _ words: String) async {
        let found = await ChainWorld(variables, config: config).find()
        #expect(found.drop { $0 != ":" }.dropFirst(2).hasPrefix(words), "\(found)")
        #expect(!found.hasPrefix("absent"), "\(found)")
    }

    @Test("roles are taken on one by one, each with the keys of the one before")
    func roles() async {
        let world = ChainWorld(
            config: """
                [default]
                role_arn = arn:A
                source_profile = b
                endpoint_url = https://a2i.example
                services = s
                [services s]
                sts =
                  endpoint_url = https://sts.example
                [profile b]
                role_arn = arn:B
                credential_source = Environment
                """,
            files: [:],
            profile: "default",
            steps: [ChainWorld.session(key: "ONE"), ChainWorld.session(key: "TWO")]
        )
        #expect(await world.find().hasPrefix("configuration: profile 'b' names a source"))
        let variables = ChainWorld(
            ChainWorld.keys,
            config: "[profile a]\nrole_arn = arn:A\nsource_profile = b\n[profile b]\nrole_arn = arn:B\n"
                + "credential_source = Environment",
            profile: "a",
            steps: [ChainWorld.session(key: "ONE"), ChainWorld.session(key: "TWO")]
        )
        #expect(
            await variables.find()
                == "TWO: role arn:A (profile 'a'), through role arn:B (profile 'b'), "
                + "through environment variable AWS_ACCESS_KEY_ID"
        )
        let requests = variables.transport.requests
        #expect(requests.map(\.line) == Array(repeating: "POST https://sts.eu-west-1.amazonaws.com/", count: 2))
        #expect(requests[0].headersByName["authorization"]?.contains("Credential=ENV/") == true)
        #expect(requests[1].headersByName["authorization"]?.contains("Credential=ONE/") == true)
        #expect(requests[0].headersByName["x-amz-security-token"] == nil)
        #expect(requests[1].headersByName["x-amz-security-token"] == "t")
        #expect(String(decoding: requests[1].body, as: UTF8.self).contains("&RoleSessionName=loopsweep-1795341600"))
    }

    @Test("a role that is refused is named, with its profile, who asked, and what to do; no secret is")
    func refusedRole() async {
        let answer = """
            <ErrorResponse><Error><Code>AccessDenied</Code><Message>User: x may not; external-secret</Message></Error>
            <RequestId>id-1</RequestId></ErrorResponse>
            """
        let world = ChainWorld(
            config: "[default]\nrole_arn = arn:A\nexternal_id = external-secret\nsource_profile = default\n"
                + "aws_access_key_id = FILE\naws_secret_access_key = s",
            steps: [.answer(403, answer)]
        )
        #expect(
            KnownSecrets.hidden(in: await world.find())
                == "refused: STS, asked for role 'arn:A' (profile 'default') with profile 'default', "
                + "answered AccessDenied, HTTP 403: User: x may not; <redacted> (request id id-1); "
                + "the role must trust that caller, and the caller be allowed sts:AssumeRole on it"
        )
    }

    @Test("STS that cannot be reached is no refusal")
    func unreachable() async {
        let world = ChainWorld(
            config: "[default]\nrole_arn = arn:A\nsource_profile = default\n"
                + "aws_access_key_id = FILE\naws_secret_access_key = s",
            steps: Array(repeating: .trouble(.unreachable), count: 3)
        )
        #expect(await world.find().hasPrefix("unreachable: STS, asked for role 'arn:A' (profile 'default')"))
        #expect(world.transport.requests.count == 3)
    }

    @Test("the token of a web identity and the files are read anew each time")
    func rereading() async throws {
        let variables = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_ROLE_ARN": "R"]
        let action = "AssumeRoleWithWebIdentity"
        let steps = [ChainWorld.session(action, key: "ONE"), ChainWorld.session(action, key: "TWO")]
        let world = ChainWorld(variables, files: ["/t": "first\n"], steps: steps)
        #expect(
            await world.find()
                == "ONE: role R, by the token in '/t' (environment variable AWS_WEB_IDENTITY_TOKEN_FILE)"
        )
        try world.files.replace("/t", with: Array("second".utf8))
        _ = await world.find()
        let tokens = world.transport.requests.map {
            String(decoding: $0.body, as: UTF8.self).split(separator: "=" as Character).last
        }
        #expect(tokens == ["first", "second"])
        try world.files.replace("/h/.aws/config", with: Array(Self.profileKeys.utf8))
        #expect(await world.find() == "FILE: profile 'default'")
    }

    @Test("a program is run without a shell, and what it prints is used")
    func process() async {
        let output = #"{"Version":1,"AccessKeyId":"P","SecretAccessKey":"s","SessionToken":"t"}"#
        let ending = ProcessEnding(trouble: nil, output: Secret(Array(output.utf8)), messages: "")
        let world = ChainWorld(
            config: "[default]\ncredential_process = prog 'a b' | $HOME",
            ending: .success(ending)
        )
        #expect(await world.find() == "P: credential_process of profile 'default'")
        #expect(world.processes.commandLines == [["prog", "a b", "|", "$HOME"]])
    }
}
