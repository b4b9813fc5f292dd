import AWSSigning
@testable import Commands
import HumanLoops
import Simulator
import Support
import Testing
import YAML

/// What `simulate` says when it serves.
@Suite("SimulatorInstructions")
struct SimulatorInstructionsTests {
    /// Reads a fleet.
    private static func fleet(_ extra: String = "") throws -> Fleet {
        let text = """
            apiVersion: loopsweep/v1
            kind: HumanLoopFleet
            region: eu-west-1
            \(extra)
            loops:
              - {name: "dup-{1..1200}", flowDefinition: a}
              - {name: held, flowDefinition: b}
            """
        let fleet = try FleetDecoder.decode(MemoryByteSource(text), file: "f.yaml").fleet
        return try #require(fleet)
    }

    @Test("it counts the loops, and any keys do where the fleet has none")
    func counts() throws {
        let instructions = SimulatorInstructions(try Self.fleet(), of: "f.yaml", at: "http://127.0.0.1:80")
        #expect(
            instructions.lines == [
                "loopsweep: serving 1,201 loops of 2 flow definitions in eu-west-1 of account 123456789012; ^C ends",
                "loopsweep: in another terminal:",
                "export AWS_ENDPOINT_URL_SAGEMAKER_A2I_RUNTIME=http://127.0.0.1:80",
                "export AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1",
                "export AWS_ACCESS_KEY_ID=REHEARSAL AWS_SECRET_ACCESS_KEY=rehearsal",
            ]
        )
    }

    @Test("the secret key of a fleet is not shown, and its place is")
    func hides() throws {
        let fleet = try Self.fleet("credentials: {accessKeyId: KEY, secretAccessKey: only-for-this-test}")
        let lines = SimulatorInstructions(fleet, of: "f.yaml", at: "http://127.0.0.1:80").lines
        #expect(
            Array(lines.suffix(2)) == [
                "export AWS_ACCESS_KEY_ID=KEY AWS_SECRET_ACCESS_KEY=SECRET",
                "loopsweep: SECRET is credentials.secretAccessKey of 'f.yaml'",
            ]
        )
        let session = try Self.fleet(
            "credentials: {accessKeyId: KEY, secretAccessKey: only-for-this-test, sessionToken: also-for-this-test}"
        )
        #expect(
            Array(SimulatorInstructions(session, of: "f.yaml", at: "http://127.0.0.1:80").lines.suffix(2)) == [
                "export AWS_ACCESS_KEY_ID=KEY AWS_SECRET_ACCESS_KEY=SECRET AWS_SESSION_TOKEN=TOKEN",
                "loopsweep: SECRET is credentials.secretAccessKey of 'f.yaml' and TOKEN its sessionToken",
            ]
        )
    }
}
