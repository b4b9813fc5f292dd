@testable import AWSCore
import AWSTestSupport
import TestSupport
import Testing

/// The shared files read and merged.
@Suite
struct AWSProfilesTests {
    /// Reads two files.
    private func profiles(config: String?, credentials: String? = nil) throws(AWSConfigurationError) -> AWSProfiles {
        var texts: [String: String] = [:]
        texts["/h/.aws/config"] = config
        texts["/h/.aws/credentials"] = credentials
        return try AWSProfiles.read(AWSEnvironment(["HOME": "/h"]), files: MemoryFiles(texts))
    }

    @Test("no case has gone missing", .enabled(if: ConformanceData.root != nil))
    func count() {
        #expect(ProfileCase.all.count == 65)
        #expect(Set(ProfileCase.all.map(\.name)).isSuperset(of: Self.passedOver.keys))
    }

    /// The published cases that do not count, by their names, with the reason: what a person's AWS CLI reads is read.
    static let passedOver = [
        "Profile names support alphanumeric characters and - / . % @ _ : +":
            "the CLI reads '[profile foo!bar]' as well",
        "Property definitions must contain an equals sign.": "the CLI reads 'key : value'",
        "Invalid profile names are ignored.": "the CLI reads '[in valid 2]' of the credentials file",
        "Credentials profiles with prefix are ignored.": "the CLI reads '[profile foo]' there as 'profile foo'",
        "profile name with extra whitespace in credentials": "the same of '[profile bar]'",
    ]

    @Test(
        "the files say what is published, or are refused as published",
        .enabled(if: ConformanceData.root != nil),
        arguments: ProfileCase.all.filter { passedOver[$0.name] == nil }
    )
    func published(_ aCase: ProfileCase) throws {
        let result = Result { () throws(AWSConfigurationError) in
            try profiles(config: aCase.input.configFile, credentials: aCase.input.credentialsFile)
        }
        switch result {
        case .success(let profiles):
            #expect(profiles.profiles == aCase.output.config?.profiles)
            if let sessions = aCase.output.config?.sso_sessions { #expect(profiles.ssoSessions == sessions) }
        case .failure(let error):
            let expected = try #require(aCase.output.errorContaining)
            #expect(error.description.lowercased().contains(expected.lowercased()))
        }
    }

    @Test(
        "the line of the trouble is named",
        arguments: [
            ("[profile a]\nx = 1\n\n[profile b", "/h/.aws/config:4: profile definition must end with ']'"),
            (
                "[profile a] b = c",
                "/h/.aws/config:1: profile definition must end with ']', and the property after it begin a line of its own"
            ),
            ("[profile a]\n  foo", "/h/.aws/config:2: expected a property definition, found continuation"),
            ("[profile a]\rb = c\u{2028}d\rfoo", "/h/.aws/config:3: expected an '=' sign defining a property"),
            ("[profile a]\r\nfoo", "/h/.aws/config:2: expected an '=' sign defining a property"),
        ]
    )
    func line(text: String, message: String) {
        #expect(throws: AWSConfigurationError(.configuration, message)) { try profiles(config: text) }
    }

    @Test(
        "a name in quotation marks may hold blanks, as for the AWS CLI",
        arguments: [
            ("[profile \"my profile\"]\nx = 1", ["my profile": ["x": "1"]]),
            ("[profile 'a']\nx = 1\n[profile a]\ny = 2", ["a": ["x": "1", "y": "2"]]),
            ("[profile \"a\" \"b\"]\nx = 1", [:]),
            ("[profile \"a b]\nx = 1", [:]),
            ("[profile \"\"]\nx = 1", [:]),
        ]
    )
    func quotedName(_ text: String, _ expected: [String: [String: String]]) throws {
        #expect(try profiles(config: text).profiles == expected)
    }

    @Test("a services section holds properties for each service")
    func services() throws {
        let text = """
            \u{FEFF}[profile a]
            services = s
            [services s]
            s3 =
              endpoint_url = https://s3
            # note
            x=
              # note
              Endpoint_URL = https://x
            """
        let profiles = try profiles(config: text)
        let profile = try #require(profiles.profiles["a"])
        #expect(profiles.serviceProperty("endpoint_url", ofService: "x", in: profile) == "https://x")
        #expect(profiles.serviceProperty("endpoint_url", ofService: "s3", in: profile) == "https://s3")
        #expect(profiles.serviceProperty("endpoint_url", ofService: "sts", in: profile) == nil)
        #expect(profiles.serviceProperty("endpoint_url", ofService: "x", in: [:]) == nil)
    }

    @Test("any text is read or refused")
    func hostile() {
        var generator = SeededGenerator(seed: 5)
        let alphabet = Array("[]=#; \t\n\rpdefault profile-\u{FEFF}é\u{301}\0".unicodeScalars)
        for _ in 0..<5_000 {
            var text = ""
            for _ in 0..<Int.random(in: 0...60, using: &generator) {
                text.unicodeScalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
            }
            let result = Result { () throws(AWSConfigurationError) in try profiles(config: text, credentials: text) }
            if case .failure(let error) = result { #expect(error.kind == .configuration) }
        }
    }
}
