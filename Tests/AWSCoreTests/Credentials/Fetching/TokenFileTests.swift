@testable import AWSCore
import AWSSigning
import AWSTestSupport
import Support
import Testing

/// The files of sign-ins.
@Suite
struct TokenFileTests {
    @Test("what is not known is written back as it was, and only what is set changes")
    func roundTrip() throws {
        let text = #"{"a":null,"b":true,"c":9007199254740993,"d":0.5,"e":"/ü\n","f":[1,{"g":"h"}],"token":"old"}"#
        let files = MemoryFiles(["/t.json": text])
        var file = try TokenFile("/t.json", files: files, advice: "")
        file["token"] = .string("new")
        try file.write(with: files)
        #expect(files.text(of: "/t.json") == text.replacing("old", with: "new"))
    }

    @Test(
        "a file that is absent, closed or broken is told with what to do",
        arguments: [
            ("/absent", .refused, "there is no token in '/absent'; sign in"),
            ("/closed", .configuration, "'/closed' cannot be read: permission denied"),
            ("/broken", .refused, "'/broken' holds no JSON object; sign in"),
            ("/array", .refused, "'/array' holds no JSON object; sign in"),
        ] as [(String, CredentialsError.Kind, String)]
    )
    func trouble(_ path: String, _ kind: CredentialsError.Kind, _ text: String) {
        let files = MemoryFiles(["/closed": nil, "/broken": "{\"accessToken\": \"hush", "/array": "[]"])
        #expect(throws: CredentialsError(kind, text)) { try TokenFile(path, files: files, advice: "sign in") }
    }

    @Test("a file shows none of its secrets")
    func redaction() throws {
        let files = MemoryFiles(["/t": #"{"accessToken":"hush"}"#])
        let file = try TokenFile("/t", files: files, advice: "")
        var dumped = ""
        dump(file, to: &dumped)
        #expect(!"\(file) \(dumped)".contains("hush"))
        #expect(file.secret("accessToken")?.exposed == "hush")
    }
}
