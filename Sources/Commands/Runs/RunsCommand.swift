import ArgumentParser
import CleanupEngine
import CleanupJournal
import CleanupReport
import FoundationEssentials
import Support

/// `loopsweep runs`: lists the journals that are kept, and removes those of which nothing is left to do.
struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "Lists the journals of runs that are kept here, and how each run is continued; calls nothing.",
        discussion: """
            STATE is running, unfinished (killed), ended-early (a signal, a deadline, a guard), work-left (run again), \
            refused (all that is left), closed (nothing is left), unchanged (nothing was stopped or deleted) or unreadable.
              loopsweep runs                   all manifests
              loopsweep runs invoice-review    the runs of one
              loopsweep runs --prune           remove those of which nothing is left to do
            """
    )

    @Argument(help: "The manifest's name; the runs of all manifests if not said.")
    var name: String?
    @Flag(
        help:
            "Removes the journals that are closed or unchanged, and those of rehearsals; their evidence goes with them."
    )
    var prune = false
    @Option(
        help: .option(
            "state-dir",
            "Looks in loopsweep below this folder.",
            value: "folder",
            otherwise: "$XDG_STATE_HOME, else ~/.local/state"
        ),
        completion: .directory
    )
    var stateDir: String?
    @OptionGroup(title: "Output") var output: OutputArguments<ResultFormats>

    func run() async throws {
        try await carryOut { reader, console in
            let output = try output.settled(reader)
            guard let state = StateDirectory(stateDir, reader) else {
                throw CommandFailure.usage("there is no HOME to look for journals in: name a folder with --state-dir")
            }
            let kept = KeptJournals(state: state)
            var runs = try kept.runs(of: name)
            if prune { try kept.prune(&runs) }
            let report = RunsReport(
                folder: state.path,
                name: name,
                runs: runs,
                isPruned: prune,
                directory: FileManager.default.currentDirectoryPath
            )
            try report.write(output.format, layout: output.resultTerminal.layout, to: console.results)
            return .success
        }
    }
}
