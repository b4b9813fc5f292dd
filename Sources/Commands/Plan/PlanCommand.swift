import ArgumentParser
import CleanupEngine
import CleanupReport

/// `loopsweep plan`: says for each loop what a run would do and why, and changes nothing.
struct PlanCommand: AsyncParsableCommand {
    /// What the help says.
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Says for each loop what a run would do and why; changes nothing."
    )

    /// The manifest.
    @Argument(help: "The manifest.")
    var manifest: String
    /// Whether work to do has an exit code of its own.
    @Flag(help: "Exits with 2 when there is work to do.")
    var detailedExitcode = false
    /// Whether long plans are shown whole.
    @Flag(help: "Names every loop of a long plan instead of the first ones of each group.")
    var all = false
    /// Where the plan is saved.
    @Option(help: ArgumentHelp("Saves the plan for 'run --plan' to follow.", valueName: "path"))
    var out: String?
    /// Whom to call.
    @OptionGroup(title: "Service") var calls: CallArguments
    /// How fast to work.
    @OptionGroup(title: "Pace") var pace: PaceArguments
    /// What is shown.
    @OptionGroup(title: "Output") var output: OutputArguments

    func run() async throws {
        try await carryOut { console in
            let series = try SessionSeries(
                manifest: manifest,
                calls: calls,
                pace: pace,
                output: output,
                console: console
            )
            try series.requireOne(for: out, "--out")
            if out == "-" {
                throw CommandFailure(.usage, "--out needs the path of a file: standard output shows the plan")
            }
            return try await series.inOrder { session, stopRequest in
                try await session.plan(savingTo: out, showsAll: all, isDetailed: detailedExitcode, stopRequest)
            }
        }
    }
}
