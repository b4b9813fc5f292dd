package import ArgumentParser
import CleanupEngine
import CleanupReport

/// The command line's root: it does nothing by itself.
package struct LoopsweepCommand: AsyncParsableCommand {
    /// The version that `--version` prints, that reports carry and that the service is told.
    static let version = "0.1.0"

    /// What the help says, and the commands there are.
    package static let configuration = CommandConfiguration(
        commandName: "loopsweep",
        abstract: "Removes Amazon Augmented AI (A2I) human loops in bulk, as a YAML manifest says.",
        discussion: """
            Examples:
              loopsweep validate cleanup.yaml        look for mistakes, offline
              loopsweep plan cleanup.yaml            see what would happen
              loopsweep run cleanup.yaml             do it, after asking
              loopsweep discover --flow-definition ARN > cleanup.yaml
              loopsweep run cleanup.yaml --report jsonl=cleanup.jsonl
              loopsweep doctor                       see who you are, where calls go, and whether they get there
              loopsweep run cleanup.yaml --resume    go on with a run that was cut off
              loopsweep verify cleanup.yaml          see whether every loop is gone
              loopsweep run cleanup.yaml --simulate fleet.yaml   rehearse it

            Exit codes: 0 all in their wanted end state, 1 some failed, 2 plan: work to do, 3 some deferred, 4 refused by a \
            guard or an expectation, 64 usage, 65 manifest or report invalid, 66 missing, 73/74 output, 75 another run \
            goes on or service not reached, 77 credentials, 78 wrong account or region, 130/143 interrupted.
            """,
        version: version,
        subcommands: [
            ValidateCommand.self, PlanCommand.self, RunCommand.self, VerifyCommand.self, DiscoverCommand.self,
            DoctorCommand.self,
            SimulateCommand.self, SchemaCommand.self,
        ]
    )

    /// Makes the root.
    package init() {}
}

extension AsyncParsableCommand {
    /// Carries out a command: what it throws becomes one line on standard error and its exit code.
    ///
    /// - Throws: the parser's own exit, which ends the process with the code.
    func carryOut(_ body: (Console) async throws -> CleanupEngine.ExitCode) async throws {
        let console = Console.current
        let code: CleanupEngine.ExitCode
        do {
            try OptionReader(environment: CommandEnvironment.current.variables).checkNames()
            code = try await body(console)
        } catch let failure as CommandFailure {
            console.say("loopsweep: error: \(failure.message)")
            code = failure.exitCode
        } catch let error as ReportWriteError {
            console.say("loopsweep: error: \(error)")
            code = error.exitCode
        }
        guard code == .success else { throw ArgumentParser.ExitCode(code.rawValue) }
    }
}
