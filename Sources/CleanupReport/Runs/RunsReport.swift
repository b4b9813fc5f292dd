package import CleanupEngine
package import CleanupJournal
import HumanLoops
package import Support

/// A run whose journal is kept, and what is to be done about it.
package struct KeptRun: Sendable {
    /// The manifest's name.
    package var name: String
    /// The path of its journal.
    package var path: String
    package var byteCount: Int
    package var state: JournalState
    /// Nil when the journal does not tell.
    package var start: RunStart?
    /// Nil when the run has no end.
    package var end: JournalEnd?
    /// Whether its journal was put elsewhere with `--report jsonl=PATH`.
    package var isElsewhere = false
    /// Whether `--resume` would continue this run, and not a newer one of the same manifest.
    package var isContinuedByCommand = false
    package var isRemoved = false

    package init(
        name: String,
        path: String,
        byteCount: Int,
        state: JournalState,
        start: RunStart?,
        end: JournalEnd?
    ) {
        self.name = name
        self.path = path
        self.byteCount = byteCount
        self.state = state
        self.start = start
        self.end = end
    }

    /// The command line that continues the run, ready to be pasted; nil when there is none.
    ///
    /// `directory` is the folder in which it would be pasted.
    func command(in directory: String) -> String? {
        guard let start, !start.isSimulated, isContinuedByCommand else { return nil }
        let command: String
        switch state {
        case .unfinished, .endedEarly: command = start.invocation.resumeCommand
        case .workLeft:
            let (resume, delete) = (start.invocation.resumeCommand, start.invocation.deleteCommand)
            command = delete.isEmpty ? resume : delete
        case .running, .refused, .closed, .unchanged, .unreadable: return nil
        }
        guard !command.isEmpty else { return "loopsweep run \(ManifestWord.text(start.manifestPath)) --resume" }
        let home = start.invocation.directory
        return home.isEmpty || home == directory ? command : "cd \(ShellWord.quoted(home)) && \(command)"
    }
}

/// The runs whose journals are kept, as they are shown.
package struct RunsReport {
    /// The folder in which journals are kept.
    let folder: String
    /// The manifest whose runs were asked for; nil for all.
    let name: String?
    let runs: [KeptRun]
    /// Whether journals that are closed were to be removed.
    let isPruned: Bool
    /// The folder in which a command would be pasted.
    let directory: String

    package init(folder: String, name: String?, runs: [KeptRun], isPruned: Bool, directory: String) {
        self.folder = folder
        self.name = name
        self.runs = runs
        self.isPruned = isPruned
        self.directory = directory
    }

    /// Writes the list and flushes the sink.
    package func write(_ format: ResultFormat, layout: TextLayout, to sink: any ByteSink) throws(ReportWriteError) {
        switch format {
        case .text: try sink.write(text(in: layout))
        case .json:
            var json = JSONWriter()
            json.object { json in
                json.member("schema", ReportSchema.version)
                json.member("folder", folder)
                json.array("runs", of: runs) { json, run in json.object { members(of: run, in: &$0) } }
            }
            json.newline()
            try sink.write(json.take())
        case .jsonl:
            var json = JSONWriter()
            for run in runs { json.line("journal") { members(of: run, in: &$0) } }
            try sink.write(json.take())
        }
        try sink.flush()
    }

    private func members(of run: KeptRun, in json: inout JSONWriter) {
        json.member("name", run.name)
        json.member("path", run.path)
        json.member("elsewhere", run.isElsewhere)
        json.member("bytes", run.byteCount)
        json.member("state", run.state.rawValue)
        json.member("removed", run.isRemoved)
        if let start = run.start {
            json.member("runId", start.runID)
            json.member("startedAt", start.startedAt)
            json.member("account", start.account)
            json.member("region", start.region)
            json.member("simulated", start.isSimulated)
        }
        json.member("loopCount", run.loopCount)
        if let end = run.end {
            json.member("endedAt", end.endedAt)
            json.member("outcomes", end.outcomes)
            json.member("halt", end.stopReasonCode)
        }
        json.member("command", run.command(in: directory))
    }
}

extension KeptRun {
    /// How many loops the run had to do with, as far as its first and last line tell; nil when they do not.
    fileprivate var loopCount: Int? { end?.loopCount ?? start?.loopCount }

    /// The state, as a column shows it.
    fileprivate var stateText: String { isRemoved ? "removed" : state.rawValue }

    fileprivate var tone: TextTone {
        switch state {
        case .unfinished, .endedEarly, .workLeft: .caution
        case .unreadable, .refused: .bad
        case .running, .closed, .unchanged: .plain
        }
    }
}

extension RunsReport {
    private func text(in layout: TextLayout) -> [UInt8] {
        var page = TextPage(layout)
        page.paragraph("Journals in \(folder)", .faint, hanging: 2)
        page.gap()
        guard !runs.isEmpty else {
            page.paragraph(name.map { "There is no journal of a run of '\($0)'." } ?? "There is no journal of a run.")
            return page.take()
        }
        let columns = [
            TextColumn(title: "NAME", fitting: .name, columns: 8...63),
            TextColumn(title: "STARTED", fitting: .text, columns: 7...20),
            TextColumn(title: "STATE", fitting: .text, columns: 11...11),
            TextColumn(title: "LOOPS", fitting: .number, columns: 5...12),
            TextColumn(title: "SIZE", fitting: .number, columns: 4...10),
        ]
        let table = TextTable(columns, fitting: runs.lazy.map(row), in: layout)
        page.header(of: table)
        for run in runs {
            page.row(row(of: run), of: table)
            if run.start?.isSimulated ?? false { page.paragraph("a rehearsal", .faint, indent: 2) }
            if run.isElsewhere { page.paragraph("the journal is '\(run.path)'", .faint, indent: 2, hanging: 2) }
            if let command = run.command(in: directory) {
                page.command(command, indent: 2)
            } else if run.state.isResumable, !run.isContinuedByCommand {
                page.paragraph("a newer run of the same manifest is continued instead", .faint, indent: 2)
            }
        }
        page.gap()
        addTotals(to: &page)
        return page.take()
    }

    private func row(of run: KeptRun) -> [TextCell] {
        [
            TextCell(text: run.name),
            TextCell(text: run.start.map { Self.seconds($0.startedAt) } ?? "-"),
            TextCell(text: run.stateText, tone: run.tone),
            TextCell(text: run.loopCount.map(CountText.grouped) ?? "-"),
            TextCell(text: Self.size(run.byteCount)),
        ]
    }

    private func addTotals(to page: inout TextPage) {
        let removed = runs.filter(\.isRemoved)
        let kept = runs.filter { !$0.isRemoved }
        let closed = kept.filter { $0.state == .closed && !$0.isElsewhere }.count
        if isPruned {
            page.paragraph("\(sum(of: removed)) removed; \(sum(of: kept)) kept.")
            guard closed > 0 else { return }
            page.paragraph(
                "\(CountText.counted(closed, "closed journal")) kept: a run of that manifest is active, or not every line was read."
            )
        } else if closed > 0 {
            page.paragraph("\(sum(of: kept)); \(CountText.grouped(closed)) closed. To remove those:")
            page.command(
                OptionWords.joined(["loopsweep runs", name.map(ShellWord.quoted) ?? "", "--prune"]),
                indent: 2
            )
        } else {
            page.paragraph("\(sum(of: kept)); none is closed.")
        }
    }

    private func sum(of runs: [KeptRun]) -> String {
        let here = runs.filter { !$0.isElsewhere }
        return "\(CountText.counted(here.count, "journal")) (\(Self.size(here.reduce(0) { $0 + $1.byteCount })))"
    }

    /// A moment to the second: `2026-11-26T21:57:35Z`.
    private static func seconds(_ moment: Timestamp) -> String { "\(moment.description.prefix(19))Z" }

    /// A number of bytes in the unit that leaves at least one of it: `1.2 MiB`.
    private static func size(_ count: Int) -> String {
        var (size, units) = (count, ["B", "KiB", "MiB", "GiB"][...])
        var tenths = 0
        while size >= 1_024, units.count > 1 {
            tenths = size % 1_024 * 10 / 1_024
            size /= 1_024
            units.removeFirst()
        }
        let unit = units.first ?? "B"
        return unit == "B" ? "\(size) B" : "\(size).\(tenths) \(unit)"
    }
}
