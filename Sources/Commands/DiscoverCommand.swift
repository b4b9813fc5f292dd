import ArgumentParser
import CleanupEngine

/// `loopsweep discover`: lists the loops of a flow definition and prints a manifest of those that are wanted.
struct DiscoverCommand: AsyncParsableCommand {
    /// What the help says.
    static let configuration = CommandConfiguration(
        commandName: "discover",
        abstract: "Lists the loops of a flow definition and prints a manifest of them; changes nothing.",
        discussion: """
            The manifest names each loop with its status and age beside it, expects what was found, and allows no more \
            loops than were found:
              loopsweep discover --flow-definition ARN --older-than 7d > old.yaml
              loopsweep plan old.yaml
            """
    )

    /// Which loops are wanted.
    @OptionGroup(title: "Loops") var selection: SelectionArguments
    /// Whom to call.
    @OptionGroup(title: "Service") var calls: CallArguments
    /// How fast to work.
    @OptionGroup(title: "Pace") var pace: PaceArguments
    /// What is shown.
    @OptionGroup(title: "Output") var output: OutputArguments

    func validate() throws {
        if output.output != nil { throw ValidationError("discover prints a manifest: leave out --output") }
    }

    func run() async throws {
        try await carryOut { console in
            let reader = OptionReader(environment: CommandEnvironment.current.variables)
            let discovery = try Discovery(
                selection: selection,
                calls: calls,
                pace: pace,
                output: output,
                reader: reader,
                console: console
            )
            return try await discovery.printManifest()
        }
    }
}
