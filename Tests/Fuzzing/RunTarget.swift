import AWSCore
import AWSServices
import AWSTestSupport
import CleanupEngine
import CleanupJournal
import CleanupReport
import HumanLoops
import Support
import TestSupport

/// Answers to all calls of a run: whatever they are, the run ends, every loop ends once, and its journal is right.
///
/// The first byte decides whether consent is given before the first look, the others are the answers (`FuzzedTransport`),
/// each behind a byte that says which operation it answers.
enum RunTarget {
    /// Carries a run out in virtual time.
    static func test(_ bytes: [UInt8]) {
        guard let first = bytes.first, let configuration = try? AWSConfiguration.example(.a2iRuntime) else { return }
        let time = VirtualTime()
        let start = FuzzedManifest.start
        let seconds = start.startedAt.millisecondsSinceEpoch / 1_000
        let client = A2IRuntimeClient(
            configuration: configuration,
            credentials: StaticCredentials.example(),
            tools: CallTools(
                OperationsTransport(FuzzedTransport.parts(of: bytes.dropFirst())),
                CallEnvironment(
                    secondsSinceEpoch: { seconds + time.now.offset.components.seconds },
                    uptime: { time.now.offset },
                    sleep: { try await time.sleep(until: time.now.advanced(by: $0), tolerance: nil) },
                    randomBits: { .max / 2 }
                ),
                UserAgent(product: "fuzz", version: "1")
            )
        )
        let (json, lines) = (MemorySink(), MemorySink())
        let document = ReportFormat.json.writer(to: json, layout: .file, lines: .new)
        let reports = RunReports([Journal(to: lines), document]) { start.startedAt }
        guard (try? reports.write(.start(start))) != nil else { fatalError("memory cannot fail") }
        let end = time.run {
            var run = CleanupRun(
                manifest: FuzzedManifest.manifest,
                hasConsent: first & 1 == 1,
                service: client,
                clock: time,
                startedAt: start.startedAt,
                recorder: reports,
                generator: SeededGenerator(seed: 1)
            )
            if first & 1 == 1 { return await run.carryOut() }
            _ = await run.survey()
            return await run.sweep()
        }
        guard let total = try? reports.end(end) else { fatalError("memory cannot fail") }
        expect(total.loopCount == total.outcomes.total, "a loop has no outcome, or two")
        OutputCheck.json(json.bytes)
        OutputCheck.jsonLines(lines.bytes)
        check(lines.bytes, start, total)
    }

    /// Checks that the journal of a run is without contradictions, and that its results can be told in every report.
    private static func check(_ journal: [UInt8], _ start: RunStart, _ end: RunEnd) {
        let path = ScratchFolder.write(journal, to: "run.jsonl")
        var results: [LoopResult] = []
        do throws(JournalError) {
            let file = try JournalFile(path: path, isContinued: false)
            let flaws = file.reading.history.flaws
            expect(flaws.isEmpty, "the journal of a run contradicts itself: \(flaws.named)")
            expect(file.reading.history.outcomes == end.outcomes, "the journal has other outcomes than the run")
            expect((try? file.reading.history.checkLoops(of: FuzzedManifest.manifest)) != nil)
            try file.forEachResult(where: { _, _ in true }) { results.append($0) }
        } catch {
            fatalError("the journal of a run cannot be read: \(error)")
        }
        ReportCheck.check(results, of: start, end: end)
    }
}

/// A transport that deals out answers to each operation by itself.
private struct OperationsTransport: HTTPTransport {
    /// What answers ListHumanLoops.
    private let list: FuzzedTransport
    /// What answers DescribeHumanLoop.
    private let describe: FuzzedTransport
    /// What answers StopHumanLoop.
    private let stop: FuzzedTransport
    /// What answers DeleteHumanLoop.
    private let delete: FuzzedTransport

    /// Makes a transport out of the texts of answers, each behind the byte of its operation.
    init(_ texts: [[UInt8]]) {
        /// The answers of one operation.
        func transport(_ byte: Unicode.Scalar) -> FuzzedTransport {
            FuzzedTransport(texts.filter { $0.first == UInt8(ascii: byte) }.map { Array($0.dropFirst()) })
        }
        list = transport("l")
        describe = transport("d")
        stop = transport("s")
        delete = transport("k")
    }

    /// Has the operation's transport answer.
    ///
    /// - Throws: `HTTPTransportError`, never.
    func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        switch request.method {
        case .get where request.path == "/human-loops": try await list.send(request)
        case .get, .put: try await describe.send(request)
        case .post: try await stop.send(request)
        case .delete: try await delete.send(request)
        }
    }
}
