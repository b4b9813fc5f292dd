@testable import AWSCore
import AWSTestSupport
import Testing

/// The shared files as people and `aws configure` write them.
@Suite
struct ProfileReadingTests {
    @Test(
        "a profile has the names that its heading has for the AWS CLI, and that `aws configure` has written",
        arguments: [
            ("profile 'my ops'", ["my ops"]), ("profile \"my ops\"", ["my ops"]), ("profile 'a'", ["a"]),
            ("profile 'it'\"'\"'s mine'", ["it's mine"]), ("profile R&D", ["R&D"]), ("profile büro", ["büro"]),
            ("profile prod(eu)", ["prod(eu)"]), ("profile 日本", ["日本"]), ("profile 🚀", ["🚀"]), ("profile a#b", ["a#b"]),
            ("profile a;b", ["a;b"]), ("profile a=b", ["a=b"]), ("profile a:b", ["a:b"]), ("profile a]b", ["a]b"]),
            ("profile [a]", ["[a]"]), ("profile 'a\tb'", ["a\tb"]), ("profile it's", ["it's"]),
            ("profile a\"b", ["a\"b"]),
            (#"profile dom\user"#, ["domuser", #"dom\user"#]), ("profile a'b'c", ["abc", "a'b'c"]),
            ("profile -x", ["-x"]), ("profile default", ["default"]), ("default", ["default"]),
            (" profile  x ", ["x"]), ("profiles x", ["x"]), ("profile 'profile x'", ["profile x"]),
            ("profile my ops", []), ("profile", []), ("profile ''", []), ("my ops", []), ("x", []), ("Default", []),
        ]
    )
    func names(_ heading: String, _ names: [String]) throws {
        let profiles = try read("[\(heading)]\nregion = r\n[profile other]\nregion = o\n")
        #expect(Set(profiles.profiles.keys) == Set(names + ["other"]))
        for name in names { #expect(profiles[.profile(name)] == ["region": "r"]) }
        #expect(profiles.unread.map(\.text) == (names.isEmpty ? [heading] : []))
    }

    @Test(
        "in the credentials file a heading is the name, whatever is in it",
        arguments: ["my ops", "Build Box 7", "R&D", "it's", "büro", "a]b", "a # b", "profile x", #"dom\user"#, "\"q\""]
    )
    func credentials(_ name: String) throws {
        let profiles = try read("", "[\(name)]\naws_access_key_id = A\n")
        #expect(profiles.profiles == [name: ["aws_access_key_id": "A"]])
    }

    @Test(
        "sessions and services have such names too",
        arguments: [("cörp", "cörp"), ("'my corp'", "my corp"), ("R&D", "R&D")]
    )
    func others(_ written: String, _ name: String) throws {
        let profiles = try read(
            "[sso-session \(written)]\nsso_region = r\n[services \(written)]\nx =\n  endpoint_url = u\n"
        )
        #expect(profiles[.ssoSession(name)] == ["sso_region": "r"])
        #expect(profiles.serviceProperty("endpoint_url", ofService: "x", in: ["services": name]) == "u")
    }

    /// A text of the configuration file, and what profile `p` says in it.
    static let rows: [(String, [String: String])] = [
        // Indentation, as Python's configparser reads it.
        ("[profile p]\n  a = 1\n  b = 2", ["a": "1", "b": "2"]),
        ("[profile p]\n  a = 1\nb = 2", ["a": "1", "b": "2"]),
        ("[profile p]\n\ta = 1\n\tb = 2", ["a": "1", "b": "2"]),
        ("  [profile p]\n  a = 1\n  [profile q]\n  a = 2", ["a": "1"]),
        ("  [profile p]\n    a = 1\n    b = 2", ["a": "1", "b": "2"]),
        ("[profile p]\n    a =\n      x = 1\n    b = 2", ["a": "\nx = 1", "b": "2"]),
        ("[profile p]\na = 1\n  2\n\n  3", ["a": "1\n2\n3"]),
        ("[profile p]\n    a = 1\n  b = 2\nc = 3", ["a": "1", "b": "2", "c": "3"]),
        // The mark between a name and a value.
        ("[profile p]\na: 1\nb : 2\nc:3", ["a": "1", "b": "2", "c": "3"]),
        ("[profile p]\na = b:c\nd: e=f", ["a": "b:c", "d": "e=f"]),
        // Comments.
        ("[profile p] # x\na = 1 # x\n  # y\n;z\nb = 2#x", ["a": "1", "b": "2#x"]),
        ("[profile p] x\na = sh -c 'b ; c' ; d", ["a": "sh -c 'b ; c'"]),
        ("[profile p]; [x]\na = 1", ["a": "1"]),
        // What ends a line, and what does not.
        ("[profile p]\ra = 1\r\nb = 2\n", ["a": "1", "b": "2"]),
        (
            "[profile p]\n# x\u{2028}y\na = 1\u{2028}2\nb = 1\u{85}2\nc = 1\u{B}2\nd = 1\u{C}2",
            ["a": "1\u{2028}2", "b": "1\u{85}2", "c": "1\u{B}2", "d": "1\u{C}2"]
        ),
        ("\u{FEFF}[profile p]\na = 1", ["a": "1"]),
        ("[profile p]\na =\nb = 2\n[profile p]\nc = 3\nb = 4", ["a": "", "b": "4", "c": "3"]),
        ("[plugins]\nx = 1\n[profile p]\na = 1", ["a": "1"]),
    ]

    @Test("what the AWS CLI and the SDKs read is read", arguments: rows)
    func properties(_ text: String, _ expected: [String: String]) throws {
        #expect(try read(text)[.profile("p")] == expected)
    }

    @Test(
        "keys are of one file, and never joined with those of the other",
        arguments: [
            (["aws_access_key_id": "A", "aws_secret_access_key": "s"], ["id": "A", "secret": "s"]),
            (["aws_session_token": "t2"], ["id": "C", "secret": "c", "token": "t"]),
            (["aws_access_key_id": "", "aws_secret_access_key": "s"], ["id": "C", "secret": "c", "token": "t"]),
            (["region": "x"], ["id": "C", "secret": "c", "token": "t"]),
        ]
    )
    func keys(_ credentials: [String: String], _ expected: [String: String]) throws {
        let config = "[default]\naws_access_key_id = C\naws_secret_access_key = c\naws_session_token = t\n"
        let text = "[default]\n" + credentials.map { "\($0) = \($1)\n" }.joined()
        let found = try #require(try read(config, text)[.profile("default")])
        #expect(found["aws_access_key_id"] == expected["id"])
        #expect(found["aws_secret_access_key"] == expected["secret"])
        #expect(found["aws_session_token"] == expected["token"])
    }

    /// Reads two files.
    private func read(_ config: String, _ credentials: String = "") throws -> AWSProfiles {
        let files = MemoryFiles(["/c": config, "/k": credentials])
        return try .read(AWSEnvironment(["AWS_CONFIG_FILE": "/c", "AWS_SHARED_CREDENTIALS_FILE": "/k"]), files: files)
    }
}
