@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Support
import Testing

/// The files of sign-ins.
@Suite
struct TokenFileTests {
    /// A file among others.
    private func cache(_ path: String, _ files: MemoryFiles, advice: String = "") throws -> TokenCache {
        TokenCache(path: path, advice: advice, tools: try FetchingWorld(files: files).context().tools)
    }

    @Test("what is not known is written back as it was, and only what is set changes")
    func roundTrip() throws {
        let text = #"{"a":null,"b":true,"c":9007199254740993,"d":0.5,"e":"/ü\n","f":[1,{"g":"h"}],"token":"old"}"#
        let files = MemoryFiles(["/t.json": text])
        let cache = try cache("/t.json", files)
        var file = try cache.read()
        file["token"] = .string("new")
        #expect(cache.write(file) == nil)
        #expect(files.text(of: "/t.json") == text.replacing("old", with: "new"))
    }

    @Test(
        "a file that is absent, closed or broken is told with what to do",
        arguments: [
            ("/absent", .refused, "there is no token in '/absent'; sign in"),
            ("/closed", .configuration, "'/closed' cannot be read: permission denied"),
            ("/broken", .refused, "'/broken' holds no JSON object; sign in"),
            ("/array", .refused, "'/array' holds no JSON object; sign in"),
        ] as [(String, CredentialError.Kind, String)]
    )
    func trouble(_ path: String, _ kind: CredentialError.Kind, _ text: String) {
        let files = MemoryFiles(["/closed": nil, "/broken": "{\"accessToken\": \"hush", "/array": "[]"])
        #expect(throws: CredentialError(kind, text)) { try cache(path, files, advice: "sign in").read() }
    }

    @Test("a file shows none of its secrets")
    func redaction() throws {
        let files = MemoryFiles(["/t": #"{"accessToken":"hush"}"#])
        let file = try cache("/t", files).read()
        var dumped = ""
        dump(file, to: &dumped)
        #expect(!"\(file) \(dumped)".contains("hush"))
        #expect(file.secret("accessToken")?.exposed == "hush")
    }
}
