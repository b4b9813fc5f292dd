package import ArgumentParser
import CleanupEngine
import CleanupJournal
import Support

/// The command line's root, which does nothing by itself.
package struct LoopsweepCommand: AsyncParsableCommand {
    /// What reports carry, AWS is told, and `--version` begins with.
    static let version = "0.1.0"

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
              loopsweep doctor                       check what a command needs
              loopsweep run cleanup.yaml --resume    resume a run that was interrupted
              loopsweep runs                         see which runs are unfinished
              loopsweep verify cleanup.yaml          see whether every loop is gone
              loopsweep run cleanup.yaml --simulate fleet.yaml   rehearse it
              loopsweep run --demo                   rehearse without any file

            Exit codes: 0 all in their wanted end state, 1 some failed, 2 plan: work to do, 3 some deferred, 4 a guard \
            refused the run, 5 some refused, 64 usage, 65 manifest or report invalid, 66 missing, 70 internal, 73/74 \
            output, 75 another run is still running or service not reached, 77 credentials or access, 78 wrong account \
            or region, 130/143 interrupted, 130 consent declined. Of several, the first of 130, 143, 78, 77, 70, 74, 73, \
            75, 66, 65, 64, 4, 1, 5, 3, 2, 0.
            """,
        version: BuildIdentity.text,
        subcommands: [
            ValidateCommand.self, PlanCommand.self, RunCommand.self, VerifyCommand.self, DiscoverCommand.self,
            DoctorCommand.self, RunsCommand.self, ShowCommand.self, SimulateCommand.self, SchemaCommand.self,
            CompletionCommand.self,
        ]
    )

    package init() {}
}

extension AsyncParsableCommand {
    /// Runs a command's body: what it throws becomes one line on standard error and the process's exit code.
    func carryOut(_ body: (OptionReader, Console) async throws -> CleanupEngine.ExitCode) async throws {
        let console = Console.current
        let code: CleanupEngine.ExitCode
        do {
            let reader = OptionReader(environment: CommandEnvironment.current.variables)
            try reader.checkNames()
            code = try await body(reader, console)
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
