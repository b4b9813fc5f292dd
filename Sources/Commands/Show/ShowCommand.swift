import ArgumentParser
import CleanupEngine
import CleanupJournal
import CleanupManifest
import CleanupReport
import Support

/// `loopsweep show`: tells what a saved plan, a report or the code of a problem says; calls nothing.
struct ShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a saved plan, a report, or what the code of a problem means; calls nothing.",
        discussion: """
            Of a plan: what is done by which rule, and whether its manifest was changed since. Of a report in JSON Lines: \
            what came of the run, and what is left. Of a code of a problem or of a report: its meaning, what to do.
              loopsweep show plan.json
              loopsweep show cleanup.jsonl
              loopsweep show E017

            Exit codes: 0, 65 when a report contradicts itself or a file is none of these, 66 when it cannot be read.
            """
    )

    @Argument(
        help: "A file that 'plan --out' or 'run' has written, or a code such as E017 or Reborn.",
        completion: .file()
    )
    var subject: String
    @OptionGroup(title: "Output") var output: OutputArguments<OneFormat>

    func validate() throws {
        if output.output != nil { throw ValidationError("show prints text: the files themselves are for programs") }
    }

    func run() async throws {
        try await carryOut { reader, console in
            let output = try output.settled(reader)
            let shown = try text(output.resultTerminal.layout)
            try console.results.write(shown.text)
            try console.results.flush()
            return shown.exitCode
        }
    }

    private func text(
        _ layout: TextLayout
    ) throws(CommandFailure) -> (text: [UInt8], exitCode: CleanupEngine.ExitCode) {
        switch OtherFileKind(at: subject) {
        case .savedPlan: return (try plan(layout), .success)
        case .journal: return try report(layout)
        case .rendering(let format):
            throw CommandFailure(
                .invalidManifest,
                "\(SanitizedText.quoted(subject)) is a report in \(format.rawValue): show reads reports in JSON Lines"
            )
        case .fleet, .csv, .list, nil: break
        }
        if let explanation = CodeExplanation.of(subject) { return (explanation.text(in: layout), .success) }
        if CodeExplanation.isCode(subject) {
            throw .usage(
                "\(CodeExplanation.number(in: subject).uppercased()) is not the code of a problem: they are in brackets behind 'error' and "
                    + "'warning'"
            )
        }
        if let failure = CommandFailure(readingNothingOf: subject) { throw failure }
        throw CommandFailure(
            .invalidManifest,
            "\(SanitizedText.quoted(subject)) is neither a saved plan nor a report in JSON Lines; 'loopsweep plan' shows a manifest"
        )
    }

    private func plan(_ layout: TextLayout) throws(CommandFailure) -> [UInt8] {
        let followed = try FollowedPlan(at: subject, maximumAge: .zero)
        return SavedPlanReport(
            followed.plan,
            at: subject,
            manifest: followed.plan.manifestState,
            now: WallClock.now()
        )
        .text(in: layout)
    }

    private func report(
        _ layout: TextLayout
    ) throws(CommandFailure) -> (text: [UInt8], exitCode: CleanupEngine.ExitCode) {
        do throws(JournalError) {
            let file = try JournalFile(path: subject, isContinued: false)
            let state = JournalState(JournalSummary(at: subject), isInUse: JournalFile.isInUse(subject))
            var run = RecordedRun(file.reading.history, at: subject, state: state)
            try file.forEachResult(where: { _, _ in true }) { run.add($0) }
            return (run.text(in: layout), run.isDamaged ? .invalidManifest : .success)
        } catch {
            let code: CleanupEngine.ExitCode = if case .system = error { .missingManifest } else { .invalidManifest }
            throw CommandFailure(code, "\(SanitizedText.quoted(subject)): \(error)")
        }
    }
}

extension CommandFailure {
    /// Says why there is nothing to read at a path: 66 when it cannot be read, 65 when it is empty; nil when there is something.
    init?(readingNothingOf path: String) {
        let calls = SystemCalls()
        guard let status = calls.target(ofPath: path) else {
            self.init(.missingManifest, "\(SanitizedText.quoted(path)): \(Self.absence(of: path))")
            return
        }
        if status.isFolder {
            self.init(.missingManifest, "\(SanitizedText.quoted(path)) is a folder: name a file in it")
            return
        }
        guard status.isRegular else { return nil }
        do throws(SystemCallError) {
            calls.close(try calls.open(path, .reading))
        } catch {
            self.init(.missingManifest, "\(SanitizedText.quoted(path)): \(error)")
            return
        }
        guard status.size == 0 else { return nil }
        self.init(.invalidManifest, "\(SanitizedText.quoted(path)) is empty: nothing was written to it")
    }

    /// Why there is no file at a path.
    private static func absence(of path: String) -> String {
        do throws(SystemCallError) {
            let link = try SystemCalls().status(ofPath: path)
            if link != nil { return "it is a link to a file that does not exist" }
        } catch {
            return "\(error)"
        }
        return "there is no such file, and no code of that name"
    }
}
