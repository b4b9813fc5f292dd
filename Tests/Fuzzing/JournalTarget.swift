import CleanupEngine
import CleanupJournal
import CleanupReport
import CleanupManifest
import HumanLoops
import Support

/// Reports in JSON Lines: what is read can be verified, rendered, followed up and resumed, or is refused.
///
/// When the first byte is odd, the lines that follow it get their places in the chain, which no one could make up.
enum JournalTarget {
    /// Reads bytes as `verify` and `--resume` do.
    static func test(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let text = Array(bytes.dropFirst())
        let path = ScratchFolder.write(first & 1 == 0 ? text : chained(text), to: "run.jsonl")
        _ = JournalSummary(at: path)
        _ = JournalFile.hasIntent(path)
        _ = JournalFile.isTornAtStart(path)
        guard let file = try? JournalFile(path: path, isContinued: true) else { return }
        let history = file.reading.history
        guard let start = history.start else { fatalError("a journal that was read has a start") }
        expect(Set(history.records.map(\.name)).count == history.records.count, "a loop has two records")
        expect(history.outcomes.total <= history.records.count, "a loop has two outcomes")
        verify(history, start)
        render(file, start)
        takeOver(history, start)
        resume(file, start)
    }

    /// Gives each line that ends as an object does its digest, as `LineChain` does.
    private static func chained(_ text: [UInt8]) -> [UInt8] {
        var digest = ContentDigest()
        var chained: [UInt8] = []
        for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            guard line.last == UInt8(ascii: "}") else {
                digest.update(line + [UInt8(ascii: "\n")])
                chained += line + [UInt8(ascii: "\n")]
                continue
            }
            digest.update(Array(line.dropLast()))
            let tail = Array(",\"chain\":\"\(digest.hexadecimal.prefix(16))\"}\n".utf8)
            digest.update(tail)
            chained += line.dropLast() + tail
        }
        return chained + (text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).last ?? [])
    }

    /// Writes what `verify` makes of a journal, whatever became of its loops.
    private static func verify(_ history: JournalHistory, _ start: RunStart) {
        let claims = history.claims
        let verdicts = claims.enumerated().map { index, claim -> AbsenceVerdict in
            guard index % 3 > 0, let record = history.records[claim.name] else { return .gone }
            let loop = HumanLoop(
                name: claim.name,
                status: record.status ?? .completed,
                creationTime: record.creationTime ?? start.startedAt,
                flowDefinitionARN: record.flowDefinitionARN
            )
            return index % 3 == 1 ? .there(loop) : .another(loop)
        }
        var report = VerificationReport(
            path: "run.jsonl",
            name: start.name,
            at: start.startedAt,
            loops: claims.map(\.name),
            findings: AbsenceFindings(verdicts: verdicts)
        )
        (report.flaws, report.isFinished) = (history.flaws, history.end != nil)
        let checks: [(ResultFormat, ([UInt8]) -> Void)] = [
            (.text, OutputCheck.text), (.json, OutputCheck.json), (.jsonl, OutputCheck.jsonLines),
        ]
        for (format, check) in checks {
            let sink = MemorySink()
            guard (try? report.write(format, layout: .file, to: sink)) != nil else {
                fatalError("memory cannot fail")
            }
            check(sink.bytes)
        }
    }

    /// Writes every report out of the journal of a run, and a copy of it.
    private static func render(_ file: JournalFile, _ start: RunStart) {
        var results: [LoopResult] = []
        do throws(JournalError) {
            try file.forEachResult(where: { _, _ in true }) { results.append($0) }
        } catch {
            fatalError("a journal that was read cannot be read again: \(error)")
        }
        expect(Set(results.map(\.name)).count == results.count, "a loop has two last results")
        let end = file.reading.history.end?.runEnd(startedAt: start.startedAt)
        ReportCheck.check(results, of: start, end: end)
        let copy = MemorySink()
        var writer = JournalBeginning.copied(file, by: nil).writer(to: copy)
        guard (try? writer.write(.start(start))) != nil else { fatalError("memory cannot fail") }
        let whole = ScratchFolder.read("run.jsonl")?.prefix(file.reading.wholeBytes)
        expect(whole?.elementsEqual(copy.bytes) ?? false, "the copy of a journal is another")
    }

    /// Has a new run take over what the run of the journal has left.
    private static func takeOver(_ history: JournalHistory, _ start: RunStart) {
        for manifest in [FuzzedManifest.manifest, nil] {
            var loops = AbandonedLoops()
            guard loops.add(history, of: manifest) else { continue }
            var work = ResumedWork(FuzzedManifest.manifest)
            guard (try? loops.takeOver(into: &work, isPlanned: false, at: start.startedAt)) != nil else {
                fatalError("the rules can be followed")
            }
            check(work)
        }
    }

    /// Resumes the run, and keeps every loop that is left to do: the journal must be right in the end.
    private static func resume(_ file: JournalFile, _ start: RunStart) {
        let history = file.reading.history
        let manifest = FuzzedManifest.manifest
        do throws(JournalError) {
            let digest = start.manifestDigest ?? ""
            try history.check(name: start.name, digest: digest, plan: start.planDigest, place: start.calledPlace)
            try history.checkLoops(of: manifest)
        } catch {
            return
        }
        let work = ResumedWork(manifest, preconditions: [], after: history)
        check(work)
        _ = work.isNothing(after: history.end)
        let resumption = RunResumption(
            runID: start.runID,
            version: start.version,
            segment: history.segments + 1,
            droppedBytes: file.reading.tornBytes,
            resumedAt: start.startedAt
        )
        do {
            let reports = RunReports([try file.continued(by: resumption)], carried: CarriedResults(history)) {
                start.startedAt
            }
            try reports.write(.start(start))
            var outcomes = OutcomeCounts()
            for entry in work.manifest.loops {
                try reports.record(
                    .result(
                        LoopResult(name: entry.name, outcome: .kept, manifestLine: entry.line, endedAt: start.startedAt)
                    )
                )
                outcomes[.kept] += 1
            }
            let end = RunEnd(
                loopCount: outcomes.total,
                outcomes: outcomes,
                calls: CallCounts(),
                stopReason: nil,
                exitCode: .success,
                startedAt: start.startedAt,
                endedAt: start.startedAt
            )
            try reports.end(end)
            let resumed = try JournalFile(path: file.path, isContinued: false).reading
            expect(resumed.tornBytes == 0 && resumed.history.segments == history.segments + 1)
            expect(resumed.history.flaws.isEmpty, "a resumed journal is at fault: \(resumed.history.flaws.named)")
        } catch {
            fatalError("a journal cannot be resumed: \(error)")
        }
    }

    /// Checks that what is left to do is one thing for each loop.
    private static func check(_ work: ResumedWork) {
        expect(work.manifest.loops.count == work.preconditions.count, "a loop has no review, or a review no loop")
        expect(Set(work.manifest.loops.map(\.name)).count == work.manifest.loops.count, "a loop is left twice")
    }
}
