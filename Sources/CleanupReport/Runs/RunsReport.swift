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
    /// How many loops its names and rules come to, of a run without an end; nil when the rules were not followed yet.
    package var scopeLoopCount: Int?
    /// Whether `--resume` would continue this run, and not a newer one of the same manifest.
    package var isContinuedByCommand = false
    /// The state of the newer run that `--resume` would take instead; nil when there is none.
    package var newerState: JournalState?
    /// The paths of the journals of later runs in which every loop is gone that this run left; empty when some are not.
    package var closers: [String] = []
    /// Whether another manifest of its file is not done: what this one keeps is protected by its journal until then.
    package var isOfOpenFile = false
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

    /// Whether '--prune' removes its journal: nothing is left to do of the run, or it was a rehearsal.
    package var isRemovable: Bool {
        guard !isElsewhere, !isOfOpenFile else { return false }
        return switch state {
        case .closed, .unchanged: true
        case .unfinished, .endedEarly, .workLeft, .refused: start?.isSimulated ?? false
        case .running, .unreadable: false
        }
    }

    /// The command line that continues the run, ready to be pasted; nil when there is none.
    ///
    /// `directory` is the folder in which it would be pasted.
    func command(in directory: String) -> String? {
        guard let start, !start.isSimulated, isContinuedByCommand else { return nil }
        let command: String
        switch state {
        case .unfinished, .endedEarly: command = start.recordedCommandToResume
        case .workLeft: command = start.recordedCommandToDelete
        case .running, .refused, .closed, .unchanged, .unreadable: return nil
        }
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
    /// Whether journals of which nothing is left to do were to be removed.
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
        if !run.closers.isEmpty { json.array("closedBy", of: run.closers) { $0.text($1) } }
        json.member("command", run.command(in: directory))
    }
}

extension KeptRun {
    /// How many loops the run had to do with, as far as its first and last line tell; nil when they do not.
    ///
    /// The first line of a run by rules alone names no loop.
    fileprivate var loopCount: Int? {
        end?.loopCount ?? scopeLoopCount ?? start.flatMap { $0.loopCount > 0 ? $0.loopCount : nil }
    }

    /// What is said below a run that is left, and has no command of its own; nil for other runs.
    fileprivate var newerRun: String? {
        guard state.isResumable, !isContinuedByCommand, !(start?.isSimulated ?? false) else { return nil }
        return switch newerState {
        case .unfinished, .endedEarly, .workLeft: "a newer run of the same manifest is continued instead"
        case .running: "a newer run of the same manifest is running"
        case .closed, .refused, .unchanged, .unreadable, nil:
            "a newer run of the same manifest has ended: a new run does what is left"
        }
    }

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
            if run.isElsewhere {
                let line = "the journal is the report '\(run.path)', which --prune leaves there"
                page.paragraph(line, .faint, indent: 2, hanging: 2)
            }
            if !run.closers.isEmpty {
                page.paragraph("every loop that it left is gone, as later runs tell", .faint, indent: 2, hanging: 2)
            }
            if run.isOfOpenFile {
                let line = "another manifest of its file is not done, and may need what this one kept"
                page.paragraph(line, .faint, indent: 2, hanging: 2)
            }
            if let command = run.command(in: directory) {
                page.command(command, indent: 2)
            } else if let newerRun = run.newerRun {
                page.paragraph(newerRun, .faint, indent: 2, hanging: 2)
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
        let kept = runs.filter { !$0.isRemoved }
        let removable = kept.filter(\.isRemovable).count
        if isPruned {
            page.paragraph("\(sum(of: runs.filter(\.isRemoved))) removed; \(sum(of: kept)) kept.")
            guard removable > 0 else { return }
            page.paragraph(
                "Of these, \(CountText.grouped(removable)) could not be removed: a run of that manifest is active, not every "
                    + "line was read, or a run that is kept is closed by it."
            )
        } else if removable > 0 {
            page.paragraph("\(sum(of: kept)); \(CountText.grouped(removable)) can be removed:")
            page.command(
                OptionWords.joined(["loopsweep runs", name.map(ShellWord.quoted) ?? "", "--prune"]),
                indent: 2
            )
        } else {
            page.paragraph("\(sum(of: kept)); none can be removed.")
        }
    }

    /// How many journals there are and how long: `2 journals (24.8 KiB) and 1 report elsewhere`.
    private func sum(of runs: [KeptRun]) -> String {
        let here = runs.filter { !$0.isElsewhere }
        let size = Self.size(here.reduce(0) { $0 + $1.byteCount })
        let journals = "\(CountText.counted(here.count, "journal")) (\(size))"
        guard here.count < runs.count else { return journals }
        let reports = "\(CountText.counted(runs.count - here.count, "report")) elsewhere"
        return here.isEmpty ? reports : "\(journals) and \(reports)"
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
