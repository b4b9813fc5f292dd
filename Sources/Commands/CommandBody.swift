import ArgumentParser
import CleanupEngine
import CleanupReport

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
