import AWSServices
import AWSSigning
import CleanupEngine
import CleanupJournal
import CleanupReport
import HumanLoops
import Support
import Testing

@testable import AWSCore
@testable import CleanupManifest
@testable import Commands

/// What a look makes of what it found.
@Suite
struct DoctorFindingTests {
    /// A finding in one line: its verdict, its exit code, its words, and its advice if it has any.
    private static func line(_ finding: Finding) -> String {
        let advice = finding.advice.map { " → \($0)" } ?? ""
        return "\(finding.verdict) \(finding.exitCode.rawValue) \(finding.text)\(advice)"
    }

    /// The moment at which all these looks are.
    private static let now = Timestamp(millisecondsSinceEpoch: 1_795_341_600_000)

    /// Keys that end so many seconds from now; nil for never.
    private static func keys(_ id: String, endingIn seconds: Int64?) -> ProvidedCredentials {
        ProvidedCredentials(
            keys: AWSCredentials(accessKeyID: id, secretAccessKey: Secret("hunter2"), sessionToken: Secret("t0ken")),
            expiresAt: seconds.map { 1_795_341_600 + $0 },
            source: "profile 'ops'"
        )
    }

    @Test(
        "keys are shown by their ends, and a warning tells of ones that end soon",
        arguments: [
            (keys("AKIAABCDEFGHIJKL", endingIn: nil), "ok 0 AKIA****IJKL from profile 'ops'"),
            (keys("SHORT", endingIn: nil), "ok 0 SH**** from profile 'ops'"),
            (
                keys("AKIAABCDEFGHIJKL", endingIn: 900),
                "ok 0 AKIA****IJKL from profile 'ops', until 2026-11-22T10:15:00.000Z"
            ),
            (
                keys("AKIAABCDEFGHIJKL", endingIn: 899),
                "warning 0 AKIA****IJKL from profile 'ops', until 2026-11-22T10:14:59.000Z → they end soon"
            ),
            (
                keys("AKIAABCDEFGHIJKL", endingIn: 0),
                "warning 0 AKIA****IJKL from profile 'ops', ended on 2026-11-22T10:00:00.000Z → their time is over: sign in"
            ),
        ]
    )
    func credentials(_ keys: ProvidedCredentials, _ expected: String) {
        let finding = Finding(credentials: .success(keys), now: Self.now)
        #expect(Self.line(finding).hasPrefix(expected))
        #expect(finding.value == keys.keys.accessKeyID)
        #expect(!"\(finding)".contains("hunter2") && !"\(finding)".contains("t0ken"))
    }

    @Test(
        "credentials that are not had have the exit code that a run would end with",
        arguments: [
            (CredentialError.Kind.otherAccount, ExitCode.wrongTarget), (.absent, .access), (.configuration, .access),
            (.refused, .access),
            (.unreachable, .temporary),
        ]
    )
    func noCredentials(_ kind: CredentialError.Kind, _ exitCode: ExitCode) {
        let finding = Finding(credentials: .failure(CredentialError(kind, "why")), now: Self.now)
        #expect(Self.line(finding) == "problem \(exitCode.rawValue) why")
    }

    /// Failures of STS and what they come to.
    private static let identityFailures: [(AWSCallFailure, String)] = [
        (
            .fault(AWSServiceFault(status: 403, code: "ExpiredToken", message: "expired")),
            "problem 77 STS refuses the keys: ExpiredToken: expired → the session has ended: sign in again"
        ),
        (
            .fault(AWSServiceFault(status: 403, code: "InvalidClientTokenId", message: "invalid")),
            "problem 77 STS refuses the keys: InvalidClientTokenId: invalid → the keys are not known there"
        ),
        (
            .fault(AWSServiceFault(status: 403, code: "AccessDenied", message: "no")),
            "warning 0 STS does not say: AccessDenied: no"
        ),
        (.fault(AWSServiceFault(status: 503, code: nil)), "warning 0 STS does not say: status 503: "),
        (
            .transport(HTTPTransportError(.unreachable, code: "HostNotFound", message: "not known")),
            "warning 0 STS did not answer: not known → only 'doctor' and roles need STS"
        ),
        (.credentials(CredentialError(.refused, "why")), "problem 77 why"),
    ]

    @Test("an identity that is not told is a problem only when the keys are to blame", arguments: identityFailures)
    func noIdentity(_ failure: AWSCallFailure, _ expected: String) {
        let finding = Finding(identity: .failure(AWSCallError(failure: failure, attempts: 1)), expecting: nil)
        #expect(Self.line(finding).hasPrefix(expected))
    }

    @Test("keys that STS does not know may be those of an endpoint that is not AWS's own")
    func elsewhere() {
        let fault = AWSServiceFault(status: 403, code: "InvalidClientTokenId", message: "invalid")
        let error = AWSCallError(failure: .fault(fault), attempts: 1)
        let finding = Finding(identity: .failure(error), expecting: nil, isElsewhere: true)
        #expect(Self.line(finding).hasPrefix("warning 0 STS does not know the keys: InvalidClientTokenId: invalid →"))
    }

    @Test("the caller's account is compared with the manifest's")
    func account() {
        let caller = CallerIdentity(account: "111122223333", arn: "arn:aws:iam::111122223333:user/a", userID: "U")
        let right = Finding(identity: .success(caller), expecting: "111122223333")
        #expect(Self.line(right) == "ok 0 arn:aws:iam::111122223333:user/a in account 111122223333")
        #expect(right.details.map(\.key) == ["account"] && right.details.map(\.value) == ["111122223333"])
        let wrong = Finding(identity: .success(caller), expecting: "444455556666")
        #expect(Self.line(wrong).hasPrefix("problem 78 arn:aws:iam::111122223333:user/a in account 111122223333, but"))
        #expect(wrong.advice == "use a profile of account 444455556666, or the manifest of account 111122223333")
    }

    /// What STS says, what the keys' source tells, and what comes of it for a manifest of account 111122223333.
    private static let comparisons: [(Result<CallerIdentity?, AWSCallError>, String?, String)] = [
        (.success(nil), nil, "warning 0 not asked: the endpoint is not AWS's own"),
        (.success(nil), "111122223333", "skipped 0 not asked: the endpoint is not AWS's own"),
        (.success(nil), "444455556666", "problem 78 not asked: the endpoint is not AWS's own"),
        (
            noAnswer, nil,
            "warning 0 STS did not answer: no way; so the manifest's target.account '111122223333' could not"
        ),
        (
            noAnswer, "111122223333",
            "warning 0 STS did not answer: no way; the source of the credentials says account 1111"
        ),
        (
            noAnswer, "444455556666",
            "problem 78 STS did not answer: no way; the source of the credentials says account 4"
        ),
    ]

    /// No answer of STS.
    private static let noAnswer: Result<CallerIdentity?, AWSCallError> = .failure(
        AWSCallError(failure: .transport(HTTPTransportError(.unreachable, code: "X", message: "no way")), attempts: 0)
    )

    @Test(
        "without STS the source of the keys tells the account, and it is said when nobody does",
        arguments: comparisons
    )
    func comparison(_ row: (identity: Result<CallerIdentity?, AWSCallError>, told: String?, expected: String)) {
        let finding = Finding(identity: row.identity, told: row.told, expecting: "111122223333")
        #expect(Self.line(finding).hasPrefix(row.expected))
        let open = Finding(identity: row.identity, told: nil, expecting: nil)
        #expect(!open.text.contains("target.account"))
    }

    @Test(
        "a clock is judged by how far it is off",
        arguments: [
            (nil, "skipped 0 not known: no answer told the time"),
            (.zero, "ok 0 the same as the service's, to the second"),
            (.seconds(60), "ok 0 60 s behind the service's"),
            (.seconds(-60), "ok 0 60 s ahead of the service's"),
            (.seconds(61), "warning 0 61 s behind the service's → have this machine's clock set by NTP"),
            (
                .seconds(-301),
                "warning 0 301 s ahead of the service's → calls are signed with the service's time instead"
            ),
        ] as [(Duration?, String)]
    )
    func clock(_ difference: Duration?, _ expected: String) {
        #expect(Self.line(Finding(clock: difference)).hasPrefix(expected))
    }

    /// Ways in which the look at a loop that cannot exist may end.
    private static let looks: [(HumanLoopServiceError.Kind?, String)] = [
        (nil, "ok 0 allowed"), (.notFound, "ok 0 allowed"),
        (.accessDenied, "problem 77 'sagemaker:DescribeHumanLoop' is"),
        (.credentials, "problem 77 the service does not accept the keys: Code: words"),
        (.unreachable, "problem 75 the service was not reached: Code: words"), (.noAnswer, "problem 75"),
        (.cancelled, "problem 75"), (.unreadable, "problem 75 what answered is not the A2I Runtime API"),
        (.throttled, "warning 0 not known"), (.server, "warning 0 not known"), (.invalid, "problem 77"),
        (.rejected, "problem 77"),
    ]

    @Test("a loop that is not found is the best that can be", arguments: looks)
    func access(_ kind: HumanLoopServiceError.Kind?, _ expected: String) {
        let failure = kind.map { HumanLoopServiceError(kind: $0, code: "Code", message: "words", requestID: "r") }
        let finding = Finding(access: failure, caller: "arn:me")
        #expect(Self.line(finding).hasPrefix(expected))
        guard kind == .accessDenied else { return }
        #expect(finding.advice?.contains("arn:me") == true)
        #expect(finding.details.map(\.key) == ["requestId"] && finding.details.map(\.value) == ["r"])
    }

    @Test(
        "the settings are judged one by one",
        arguments: [
            (["HTTPS_PROXY": "http://u:hunter2@p:1"], "proxy ok 0 http://p:1 with a user and a password (HTTPS_PROXY)"),
            (["HTTPS_PROXY": "socks5://p"], "proxy problem 78 HTTPS_PROXY names a SOCKS proxy"),
            (["HTTPS_PROXY": "http://p:1", "NO_PROXY": "*"], "proxy ok 0 none: NO_PROXY makes an exception"),
            ([:], "proxy ok 0 none is set"),
            (["AWS_REGION": "eu-west-1"], "region ok 0 eu-west-1 (environment variable"),
            (["AWS_REGION": ""], "region problem 78 no region is set"), (["AWS_REGION": ""], "endpoint skipped 0"),
            (["AWS_ENDPOINT_URL": "http://a.example"], "endpoint warning 0 http://a.example (environment variable"),
            (["AWS_ENDPOINT_URL": "http://127.0.0.1:1"], "endpoint ok 0 http://127.0.0.1:1"),
            (["AWS_ENDPOINT_URL": "http://127.0.0.1:1"], "proxy ok 0 none is set"),
            (["AWS_ENDPOINT_URL": "x"], "endpoint problem 78 'x' cannot be an endpoint"),
            (["AWS_CA_BUNDLE": "/absent"], "certificates problem 78 the trusted certificates '/absent'"),
            (
                ["AWS_CA_BUNDLE": "/absent", "AWS_ENDPOINT_URL": "http://127.0.0.1:1"],
                "certificates warning 0 the trusted certificates '/absent'"
            ),
            (["AWS_MAX_ATTEMPTS": "0"], "retries problem 78"),
            (["AWS_RETRY_MODE": "odd"], "retries problem 78"), (["AWS_RETRY_MODE": "legacy"], "retries warning 0"),
            ([:], "retries ok 0 3 attempts a call, the first included, in mode 'standard'"),
            (["AWS_REGION": ""], "retries skipped 0"),
        ] as [([String: String], String)]
    )
    func settings(_ variables: [String: String], _ expected: String) throws {
        let variables = ["AWS_REGION": "us-east-1"].merging(variables) { $1 }
        let settings = try ConfigurationFindings(
            .a2iRuntime,
            environment: AWSEnvironment(variables),
            files: NoFiles(),
            overrides: AWSOverrides()
        )
        let lines = Doctor.findings(of: settings).map { "\($0.subject.rawValue) \(Self.line($0))" }
        #expect(lines.contains { $0.hasPrefix(expected) }, "\(lines)")
        #expect(!lines.joined().contains("hunter2"))
    }

    @Test("several manifests must agree on the account and the region")
    func target() throws {
        let one = CleanupManifest(name: "a", target: CleanupTarget(account: "1", region: nil))
        let same = CleanupManifest(name: "b", target: CleanupTarget(account: "1", region: "us-east-1"))
        let other = CleanupManifest(name: "c", target: CleanupTarget(account: "2", region: "us-east-1"))
        let target = try DoctorCommand.target(of: [one, same])
        #expect(target.account == "1")
        #expect(target.region == "us-east-1")
        let failure = #expect(throws: CommandFailure.self) { try DoctorCommand.target(of: [one, other]) }
        #expect(
            failure == CommandFailure(.usage, "the manifests are for several accounts (1, 2): have a file for each")
        )
    }
}
