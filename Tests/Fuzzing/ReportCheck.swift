import CleanupEngine
import CleanupJournal
import CleanupReport
import HumanLoops
import Support

/// What holds for the reports of every run.
enum ReportCheck {
    /// A terminal that is as narrow as any and knows nothing but ASCII.
    private static let narrow = TextLayout(width: TextLayout.minimumWidth, style: .plain, usesUnicode: false)

    /// The sinks of reports in every format.
    private struct Sinks {
        /// The report as one JSON document.
        let json = MemorySink()
        /// The report as comma-separated values.
        let csv = MemorySink()
        /// The report as text in a file.
        let text = MemorySink()
        /// The report as text on a narrow terminal.
        let narrowText = MemorySink()

        /// What writes the reports.
        var writers: [any ReportWriter] {
            [
                ReportFormat.json.writer(to: json, layout: .file, lines: .new),
                ReportFormat.csv.writer(to: csv, layout: .file, lines: .new),
                ReportFormat.text.writer(to: text, layout: .file, isFile: true, lines: .new),
                ReportFormat.text.writer(to: narrowText, layout: narrow, lines: .new),
            ]
        }

        /// Checks what was written.
        func check() {
            OutputCheck.json(json.bytes)
            OutputCheck.csv(csv.bytes)
            OutputCheck.text(text.bytes)
            OutputCheck.text(narrowText.bytes)
        }
    }

    /// Checks that results can be told in every report, and that a journal of them is read as it was written.
    ///
    /// - Parameters:
    ///   - results: the results, each of another loop.
    ///   - start: the beginning of their run.
    ///   - end: the end of their run; nil, the default, for one that these results make.
    static func check(_ results: [LoopResult], of start: RunStart, end: RunEnd? = nil) {
        let sinks = Sinks()
        let end = end ?? Self.end(of: results, start)
        write(results, of: start, end: end, to: sinks.writers)
        sinks.check()
        checkJournal(of: results, start)
        checkFollowUp(of: results, start, end)
    }

    /// Checks that a journal of results is read as it was written.
    private static func checkJournal(of results: [LoopResult], _ start: RunStart) {
        let sink = MemorySink()
        write(results, of: start, end: end(of: results, start), to: [Journal(to: sink)])
        OutputCheck.jsonLines(sink.bytes)
        let path = ScratchFolder.write(sink.bytes, to: "written.jsonl")
        var read: [LoopResult] = []
        do throws(JournalError) {
            let file = try JournalFile(path: path, isContinued: false)
            let isWhole = file.reading.history.isChained && file.reading.tornBytes == 0
            expect(isWhole, "a written journal is not whole")
            try file.forEachResult(where: { _, _ in true }) { read.append($0) }
        } catch {
            fatalError("a written journal cannot be read: \(error)")
        }
        expect(read == results, "a written journal is read in another sense")
    }

    /// Checks that what a run leaves makes a manifest without errors.
    private static func checkFollowUp(of results: [LoopResult], _ start: RunStart, _ end: RunEnd) {
        let name = "follow-up.yaml"
        defer { ScratchFolder.remove(name) }
        do throws(ReportWriteError) {
            let path = ScratchFolder.file(name)
            let writer = try FollowUpWriter(path: path, of: FuzzedManifest.manifest, by: "fuzz 1")
            write(results, of: start, end: end, to: [writer])
        } catch {
            fatalError("the follow-up cannot be written: \(error)")
        }
        if let bytes = ScratchFolder.read(name) { FuzzedManifest.check(bytes) }
    }

    /// Writes reports.
    private static func write(_ results: [LoopResult], of start: RunStart, end: RunEnd, to writers: [any ReportWriter])
    {
        for writer in writers {
            var writer = writer
            do throws(ReportWriteError) {
                try writer.write(.start(start))
                for result in results { try writer.write(.result(result)) }
                try writer.write(.end(end))
            } catch {
                fatalError("a report cannot be written: \(error)")
            }
        }
    }

    /// The end of a run that had these results.
    private static func end(of results: [LoopResult], _ start: RunStart) -> RunEnd {
        var outcomes = OutcomeCounts()
        var calls = CallCounts()
        for result in results {
            outcomes[result.outcome] += 1
            calls += result.calls
        }
        return RunEnd(
            loopCount: results.count,
            outcomes: outcomes,
            calls: calls,
            stopReason: nil,
            exitCode: ExitCode(outcomes: outcomes),
            startedAt: start.startedAt,
            endedAt: start.startedAt
        )
    }
}
