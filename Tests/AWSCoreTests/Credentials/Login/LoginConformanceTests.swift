@testable import AWSCore
import AWSSigning
import AWSTestSupport
import FoundationEssentials
import Support
import TestSupport
import Testing

/// The published cases of `aws login`, through the provider and the parser of the shared files.
///
/// They are skipped where the folder of the vectors is absent.
@Suite(.enabled(if: ConformanceData.root != nil))
struct LoginConformanceTests {
    /// The folder of the cache.
    private static let folder = "/h/.aws/login/cache"
    /// The moment that the cases reckon from: 2025-11-19T00:00:00Z.
    private static let now: Int64 = 1_763_510_400

    @Test("no case has gone missing")
    func count() {
        #expect(LoginCase.all.count == 16)
    }

    /// The text of a value.
    private func text(_ value: JSONValue) throws -> String {
        String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
    }

    /// The value that bytes hold.
    private func value(_ bytes: some Sequence<UInt8>) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    }

    /// The answers to the calls of a case.
    private func steps(_ aCase: LoginCase) throws -> [ScriptedTransport.Step] {
        try (aCase.mockApiCalls ?? []).map { call in
            guard let output = call.response?["tokenOutput"] else { return .answer(call.responseCode ?? 0) }
            return .answer(200, try text(output))
        }
    }

    @Test("keys, calls, errors and the file are as published", arguments: LoginCase.all)
    func published(_ aCase: LoginCase) async throws {
        var texts: [String: String?] = ["/h/.aws/config": aCase.configContents]
        for (name, contents) in aCase.cacheContents { texts["\(Self.folder)/\(name)"] = try text(contents) }
        let world = FetchingWorld(try steps(aCase), files: MemoryFiles(texts), now: Self.now)
        let context = try world.context()
        let profile = try #require(CredentialProfile("signin", context))
        let provider = try #require(try LoginCredentials(profile, context))
        let result = await world.result(of: provider)
        for outcome in aCase.outcomes { try check(outcome, result, world.files) }
        let calls = aCase.mockApiCalls ?? []
        #expect(world.lines == calls.map { _ in "POST https://us-east-1.signin.aws.amazon.com/v1/token" })
        for (request, call) in zip(world.transport.requests, calls) {
            #expect(try value(request.body) == call.request["tokenInput"])
        }
    }

    /// Compares one outcome.
    private func check(
        _ outcome: [String: JSONValue],
        _ result: Result<ProvidedCredentials, CredentialError>,
        _ files: MemoryFiles
    ) throws {
        switch outcome["result"]?.text {
        case "credentials":
            let provided = try result.get()
            #expect(provided.keys.accessKeyID == outcome["accessKeyId"]?.text)
            #expect(provided.keys.secretAccessKey.exposed == outcome["secretAccessKey"]?.text)
            #expect(provided.keys.sessionToken?.exposed == outcome["sessionToken"]?.text)
            #expect(provided.accountID == outcome["accountId"]?.text)
            #expect(provided.expiresAt.map { CredentialTime.text($0) } == outcome["expiresAt"]?.text)
        case "error":
            let error = try #require(throws: CredentialError.self) { try result.get() }
            #expect(error.kind == .refused)
            #expect(error.description.hasSuffix("sign in with `aws login --profile signin`"))
        case "cacheContents":
            for (name, contents) in outcome where name != "result" {
                let text = try #require(files.text(of: "\(Self.folder)/\(name)"))
                #expect(try value(text.utf8) == contents)
            }
        default: Issue.record("an outcome of a kind that is not known: \(outcome)")
        }
    }
}
