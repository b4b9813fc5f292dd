import AWSCore
import ArgumentParser
import CleanupEngine
@testable import Commands
import Testing

/// Options that say whom to call.
@Suite("CallArguments")
struct CallArgumentsTests {
    /// A command line and the options it leads to.
    @Test("flags and twins become one decision")
    func settles() throws {
        let arguments = try CallArguments.parse(["--region", "eu-west-1"])
        let reader = OptionReader(environment: ["LOOPSWEEP_REGION": "us-east-1", "LOOPSWEEP_PROFILE": "ops"])
        let expected = CallOptions(
            profile: "ops",
            region: "eu-west-1",
            variables: [.profile: "LOOPSWEEP_PROFILE"],
            commandLine: "--region eu-west-1",
            realCommandLine: "--region eu-west-1"
        )
        #expect(try arguments.settled(reader) == expected)
    }

    @Test("the limits of a call have defaults of the AWS CLI, flags and twins")
    func limits() throws {
        let plain = try CallArguments.parse([]).settled(OptionReader(environment: [:]))
        #expect(plain.connectTimeout == .seconds(10))
        #expect(plain.readTimeout == .seconds(60))
        let arguments = try CallArguments.parse(["--connect-timeout", "500ms"])
        let reader = OptionReader(environment: ["LOOPSWEEP_CONNECT_TIMEOUT": "9s", "LOOPSWEEP_READ_TIMEOUT": "2m"])
        let options = try arguments.settled(reader)
        #expect(options.connectTimeout == .milliseconds(500))
        #expect(options.readTimeout == .seconds(120))
        #expect(options.commandLine == "--connect-timeout 500ms")
        let wrong = try CallArguments.parse(["--read-timeout", "60"])
        let failure = #expect(throws: CommandFailure.self) { try wrong.settled(OptionReader(environment: [:])) }
        #expect(failure?.message.hasPrefix("--read-timeout") == true)
    }

    /// Command lines that contradict themselves.
    static let contradictions = [
        ["--simulate", "fleet.yaml", "--endpoint-url", "http://localhost"],
        ["--simulate", "fleet.yaml", "--profile", "ops"],
        ["--fault", "delete:drop-after=5%"],
    ]

    @Test("a rehearsal never calls elsewhere, and faults are for rehearsals", arguments: contradictions)
    func contradicts(_ line: [String]) throws {
        let arguments = try CallArguments.parse(line)
        let failure = #expect(throws: CommandFailure.self) { try arguments.settled(OptionReader(environment: [:])) }
        #expect(failure?.exitCode == .usage)
    }
}
