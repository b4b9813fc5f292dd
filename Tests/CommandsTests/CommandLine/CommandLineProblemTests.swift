import ArgumentParser
@testable import Commands
import ReportTestSupport
import Testing

/// Command lines that are none.
@Suite("CommandLineProblem")
struct CommandLineProblemTests {
    /// A command line and what standard error shows first.
    static let rows: [(line: [String], message: String)] = [
        (["plna"], "there is no command 'plna'; did you mean 'plan'?"),
        (["plna", "x.yaml", "--yes"], "there is no command 'plna'; did you mean 'plan'?"),
        (["Plan"], "there is no command 'Plan'; did you mean 'plan'?"),
        (["help", "verfy"], "there is no command 'verfy'; did you mean 'verify'?"),
        (["verfy", "--help"], "there is no command 'verfy'; did you mean 'verify'?"),
        (["run", "x.yaml", "--outptu", "json"], "run has no option '--outptu'; did you mean '--output'?"),
        (["run", "x.yaml", "--out", "p.json"], "run has no option '--out': it belongs to plan"),
        (["plan", "x.yaml", "--stop-only"], "plan has no option '--stop-only': it belongs to run"),
        (["--region", "x", "run"], "there is no option '--region' before the command: options go after the command"),
        (["run", "x.yaml", "--report"], "missing value for '--report <format=path>'"),
        (["plan", "x.yaml", "y.yaml"], "unexpected argument 'y.yaml'"),
        (["simulate", "--port", "99999", "--demo"], "--port must be from 0 to 65535 (is '99999')"),
        (["completion", "tcsh"], "there is no completion for 'tcsh': the shells are bash, zsh and fish"),
        (["run", "--demmo"], "run has no option '--demmo'; did you mean '--demo'?"),
        (["plan", "--dmo"], "plan has no option '--dmo'; did you mean '--demo'?"),
        (["run", "--rate=5"], "the manifest is missing; 'loopsweep run --demo' rehearses without any file"),
        (["simulate", "long-fleet.yaml"], "--fleet is missing: write --fleet long-fleet.yaml"),
        (["simulate", "--port", "0", "a b.yaml"], "--fleet is missing: write --fleet 'a b.yaml'"),
        (["simulate", "--port", "0"], "--fleet is missing; 'loopsweep simulate --demo' serves without any file"),
        (["help", "resume"], "there is no command 'resume'; 'loopsweep run MANIFEST --resume' does that"),
        (["resume"], "there is no command 'resume'; 'loopsweep run MANIFEST --resume' does that"),
        (["help", "version"], "there is no command 'version'; 'loopsweep --version' does that"),
        (["list"], "there is no command 'list'; 'loopsweep runs' does that"),
        (["run"], "the manifest is missing; 'loopsweep run --demo' rehearses without any file"),
        (
            ["run", "x.yaml", "--demo"],
            "--demo has a manifest and a simulated service of its own: leave out the manifest"
        ),
        (
            ["plan", "--demo", "--profile", "ops"],
            "--demo has a manifest and a simulated service of its own: leave out --profile"
        ),
    ]

    /// Runs a command line; returns its exit code and the lines of its two outputs.
    private static func carryOut(_ line: [String]) async -> (code: Int32, messages: [String], results: String) {
        let (messages, results) = (MemorySink(), MemorySink())
        var environment = CommandEnvironment()
        environment.variables = [:]
        (environment.messages, environment.results) = (messages, results)
        let code = await environment.carryOut(line)
        return (code, messages.text.split(separator: "\n").map(String.init), results.text)
    }

    @Test("it is one error with the program's prefix, and the place to read on", arguments: rows)
    func refuses(_ row: (line: [String], message: String)) async {
        let ending = await Self.carryOut(row.line)
        #expect(ending.code == 64)
        #expect(ending.messages.first == "loopsweep: error: \(row.message)")
        #expect(ending.messages.count == 2 && ending.messages.last?.hasPrefix("loopsweep: see 'loopsweep ") == true)
        #expect(ending.results.isEmpty)
    }

    @Test(
        "an option that gives consent is never suggested",
        arguments: ["--ye", "--yess", "--yes-", "--confrim", "--comfirm"]
    )
    func consents(_ option: String) async {
        let ending = await Self.carryOut(["run", "x.yaml", option])
        let help = "'loopsweep run --help' lists the options"
        #expect(ending.messages.first == "loopsweep: error: run has no option '\(option)'; \(help)")
    }

    @Test(
        "what is asked for goes to standard output",
        arguments: [["--help"], ["help", "run"], ["--version"], ["completion", "fish"]]
    )
    func helps(_ line: [String]) async {
        let ending = await Self.carryOut(line)
        #expect(ending.code == 0)
        #expect(ending.messages.isEmpty)
        #expect(!ending.results.isEmpty && ending.results.hasSuffix("\n"))
    }
}
