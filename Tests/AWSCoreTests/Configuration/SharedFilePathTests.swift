@testable import AWSCore
import Support
import Testing

/// Where the shared files are looked for.
@Suite
struct SharedFilePathTests {
    @Test(
        "the path is found as by the AWS CLI",
        arguments: [
            (["HOME": "/h"], "/h/.aws/config"), (["HOME": "/h/"], "/h/.aws/config"), ([:], "/passwd/.aws/config"),
            (["HOME": ""], "/.aws/config"), (["HOME": "/h", "AWS_CONFIG_FILE": ""], nil),
            (["HOME": "/h", "AWS_CONFIG_FILE": "~/c"], "/h/c"), (["AWS_CONFIG_FILE": "~"], "/passwd"),
            (["AWS_CONFIG_FILE": "~bob/c"], "/home/bob/c"), (["AWS_CONFIG_FILE": "~eve/c"], "~eve/c"),
            (["HOME": "/h", "AWS_CONFIG_FILE": "$HOME/${X}/c", "X": "x"], "/h/x/c"),
            (["AWS_CONFIG_FILE": "/a$NONE/${NONE}$"], "/a$NONE/${NONE}$"), (["AWS_CONFIG_FILE": " /c\r"], "/c"),
        ] as [([String: String], String?)]
    )
    func paths(_ variables: [String: String], _ path: String?) {
        let environment = AWSEnvironment(variables) { [nil: "/passwd", "bob": "/home/bob"][$0] }
        #expect(environment.configFile == path)
    }

    @Test("what is no file counts as absent, with a remark where somebody may expect otherwise")
    func irregular() throws {
        let reader = LocalFileReader()
        #expect(reader.irregularity(of: "/") == "a folder")
        #expect(reader.irregularity(of: "/dev/null") == "a pipe or a device")
        #expect(reader.irregularity(of: #filePath) == nil)
        #expect(reader.irregularity(of: "/absent") == nil)
        let profiles = try AWSProfiles.read(
            AWSEnvironment(["AWS_CONFIG_FILE": "/", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"]),
            files: reader
        )
        #expect(profiles.profiles.isEmpty)
        #expect(profiles.remarks == ["'/' counts as absent, as for the AWS CLI: it is a folder"])
    }

    @Test("the system's list of users knows this process")
    func users() throws {
        #expect(try #require(HomeDirectory.ofUser(nil)).hasPrefix("/"))
        #expect(HomeDirectory.ofUser("no-such-user-anywhere") == nil)
    }
}
