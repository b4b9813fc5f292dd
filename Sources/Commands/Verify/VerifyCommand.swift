import ArgumentParser
import CleanupEngine
import CleanupReport

/// `loopsweep verify`: looks whether all loops of a manifest, or of a report, are gone.
struct VerifyCommand: AsyncParsableCommand {
    /// What the help says.
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Looks whether the loops of a manifest, or of a report, are gone.",
        discussion: """
            A report is one in JSON Lines. Its chain, its books and the SHA-256 of its results are checked first, then each \
            loop is looked up that its run was to remove; a later loop of one of the names is told apart.
              loopsweep verify cleanup.yaml        0 only when every loop is gone
              loopsweep verify cleanup.jsonl

            Exit codes: 0 all gone, 1 some still there or not known, or nothing shows which account it is, 3 the report has no \
            end, 65 the report contradicts itself, 75/77/78 as ever.
            """
    )

    /// The manifest or the report.
    @Argument(help: "A manifest, or a report in JSON Lines.")
    var path: String
    /// Whom to call.
    @OptionGroup(title: "Service") var calls: CallArguments
    /// How fast to work.
    @OptionGroup(title: "Pace") var pace: PaceArguments
    /// What is shown.
    @OptionGroup(title: "Output") var output: OutputArguments

    func run() async throws {
        try await carryOut { console in
            if JournalFile.isJournal(path) {
                return try await ReportVerification(
                    path: path,
                    calls: calls,
                    pace: pace,
                    output: output,
                    console: console
                ).verify()
            }
            let series = try SessionSeries(manifest: path, calls: calls, pace: pace, output: output, console: console)
            return try await series.inOrder { session, stopRequest in try await session.verify(stopRequest) }
        }
    }
}
