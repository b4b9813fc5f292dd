@testable import AWSCore
import TestSupport
import Testing

/// Finding the agent of a container.
@Suite
struct ContainerSettingsTests {
    /// The variable of a whole URL.
    private static let full = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
    /// The variable of a path.
    private static let relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"

    /// Reads the settings of an environment.
    private func read(_ variables: [String: String]) -> Result<ContainerSettings, CredentialError> {
        Result { () throws(CredentialError) in try ContainerSettings(AWSEnvironment(variables)) }
    }

    /// The URL that settings ask.
    private func url(_ settings: ContainerSettings) -> String {
        "\(settings.endpoint)\(settings.path)\(settings.query.isEmpty ? "" : "?\(settings.query)")"
    }

    @Test("no case has gone missing", .enabled(if: ConformanceData.root != nil))
    func count() {
        #expect(ContainerCase.all.count == 11)
    }

    /// The kinds of error that the published messages stand for.
    private static let kinds: [String: CredentialError.Kind] = [
        "No environment variables were set to configure ECS provider": .absent,
        "URI did not specify a host": .configuration,
    ]

    @Test(
        "the agent is found as published, or refused as published",
        .enabled(if: ConformanceData.root != nil),
        arguments: ContainerCase.all
    )
    func published(_ aCase: ContainerCase) throws {
        switch read(aCase.env) {
        case .success(let settings): #expect(url(settings) == aCase.result.Ok)
        case .failure(let error):
            let message = try #require(aCase.result.ErrorContains)
            #expect(error.kind == Self.kinds[message])
        }
    }

    @Test(
        "a URL is asked to the byte",
        arguments: [
            "https://agent.example/a%2Fb//c/", "https://agent.example/?x=/?&y=%3A", "http://127.200.0.1:80/c",
            "http://[::1]:9/c", "http://LOCALHOST/c",
        ]
    )
    func exact(_ text: String) throws {
        let settings = try read([Self.full: text]).get()
        #expect(url(settings) == text.replacing(":80/", with: "/").replacing("LOCALHOST", with: "localhost"))
    }

    @Test(
        "what is no URL, holds a user, or would send secrets over the network in clear text is refused unseen",
        arguments: [
            "ftp://127.0.0.1/secret", "http:///secret", "http://127.0.0.1/se cret", "http://127.0.0.1/secret#f",
            "http://me:secret@127.0.0.1/c", "http://127.0.0.1/c?secret=\"",
            "http://127.0.0.1.example.com/secret", "http://127.example.com/secret", "http://128.0.0.1/secret",
            "http://127.0.0.256/secret", "http://169.254.169.254/secret", "http://localhost.example.com/secret",
        ]
    )
    func refused(_ text: String) throws {
        let error = try #require(throws: CredentialError.self) { try read([Self.full: text]).get() }
        #expect(error.kind == .configuration)
        #expect(error.description.hasPrefix(Self.full))
        #expect(!error.description.contains("secret"))
    }

    @Test("a path that does not begin with a slash would change the host, and is refused")
    func relative() throws {
        let error = try #require(throws: CredentialError.self) { try read([Self.relative: "@example.com/"]).get() }
        #expect(error.kind == .configuration)
    }

    @Test("a file of a token wins over a token, and neither shows")
    func authorization() throws {
        var variables = [Self.relative: "/c", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "hush"]
        let settings = try read(variables).get()
        #expect(!"\(settings)".contains("hush"))
        variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = "/token"
        #expect(try read(variables).get().authorization == .file("/token"))
    }
}
