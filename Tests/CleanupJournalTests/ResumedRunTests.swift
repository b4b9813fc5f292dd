import CleanupEngine
@testable import CleanupJournal
@testable import CleanupManifest
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// Runs whose journal breaks off at any line, or that are interrupted at any moment, gone on with until they are done.
@Suite("A run that is gone on with: what always holds")
struct ResumedRunTests {
    /// A run in parts, with what it left behind.
    private struct Play {
        /// What the journal holds in the end.
        let history: JournalHistory
        /// The journal.
        let text: String
        /// The service.
        let service: InMemoryHumanLoops
        /// What the last part ended with.
        let end: RunEnd
        /// How many parts there were.
        let parts: Int
    }

    /// The loops of a seed, half of them in progress, some held by workers, and a bystander that is not named.
    private static func residents(_ generator: inout SeededGenerator) -> [InMemoryHumanLoops.Resident] {
        let statuses: [HumanLoopStatus] = [.inProgress, .inProgress, .completed, .failed, .stopped]
        let named = (1...12).map { number -> InMemoryHumanLoops.Resident in
            let status = statuses.randomElement(using: &generator) ?? .stopped
            let hold = Duration.seconds(Int.random(in: 1...300, using: &generator))
            let isHeld = Bool.random(using: &generator)
            let loop = HumanLoop.sample(status, name: "loop-\(number)")
            return InMemoryHumanLoops.Resident(loop, heldFor: isHeld ? hold : nil, endsAs: .completed)
        }
        return named + [InMemoryHumanLoops.Resident(.sample(.stopped, name: "bystander"))]
    }

    /// The manifest: twelve loops that are there and two that never were.
    private static let manifest = CleanupManifest(
        name: "test",
        loops: LoopTable((1...14).map { LoopEntry(name: .sample("loop-\($0)"), line: $0 + 10) })
    )

    /// How a part of a run ends.
    private enum Ending: Sendable {
        /// Its journal takes so many lines and then no more.
        case lines(Int)
        /// A signal comes after so long.
        case signal(Duration)
        /// It is let be.
        case natural

        /// Throws the dice.
        static func random(using generator: inout SeededGenerator) -> Ending {
            Bool.random(using: &generator)
                ? .lines(Int.random(in: 1...15, using: &generator))
                : .signal(.milliseconds(Int.random(in: 0...2_000, using: &generator)))
        }
    }

    /// Plays one part of a run.
    private static func part(
        on service: InMemoryHumanLoops,
        _ time: VirtualTime,
        _ history: JournalHistory?,
        ending: Ending,
        seed: UInt64
    ) throws -> (end: RunEnd, text: String) {
        let lines: Int? = if case .lines(let lines) = ending { lines } else { nil }
        let sink = MemorySink(failingAfter: lines)
        let seam = RunResumption(runID: "run-1", version: "1", segment: 2, droppedBytes: 0, resumedAt: .sample)
        let journal = history.map { Journal(to: sink, .continued(seam), after: $0) } ?? Journal(to: sink)
        let reports = RunReports([journal], carried: history.map { CarriedResults($0) } ?? .init(), now: { .sample })
        try reports.write(.start(.sample()))
        let work = history.map { ResumedWork(manifest, preconditions: [], after: $0) }
        let (loops, preconditions) = (work?.manifest ?? manifest, work?.preconditions ?? [])
        let end = time.run {
            let stopRequest = StopRequest()
            var run = CleanupRun(
                manifest: loops,
                preconditions: preconditions,
                hasConsent: seed.isMultiple(of: 2),
                service: service,
                clock: time,
                startedAt: HumanLoop.sampleCreation + .seconds(3_600),
                stopRequest: stopRequest,
                recorder: reports,
                generator: SeededGenerator(seed: seed)
            )
            return await withTaskGroup(of: Void.self) { group in
                if case .signal(let moment) = ending {
                    group.addTask {
                        do { try await time.sleep(for: moment) } catch { return }
                        stopRequest.raise(.interrupt)
                    }
                }
                defer { group.cancelAll() }
                if seed.isMultiple(of: 2) { return await run.carryOut() }
                _ = await run.survey()
                return await run.sweep()
            }
        }
        // A journal that takes no more lines has no end either, as after a kill.
        return ((try? reports.end(end)) ?? end, sink.text)
    }

    /// Plays a run of a seed, part after part.
    private static func play(seed: UInt64) throws -> Play {
        var generator = SeededGenerator(seed: seed)
        let time = VirtualTime()
        let faults = SeededFaults(seed: seed &+ 1, percent: Int.random(in: 0...20, using: &generator))
        let service = InMemoryHumanLoops(residents(&generator), time: time, faults: faults)
        var (text, history, parts) = ("", JournalHistory?.none, 0)
        while true {
            parts += 1
            let ending = parts < 8 ? Ending.random(using: &generator) : .natural
            let part = try part(on: service, time, history, ending: ending, seed: seed)
            text += part.text
            history = try JournalHistory(text: text)
            if let history, history.end != nil, part.end.stopReason == nil {
                return Play(history: history, text: text, service: service, end: part.end, parts: parts)
            }
        }
    }

    @Test("no seed loses a loop, deletes one twice, or deletes one without a line", arguments: 0..<150 as Range<UInt64>)
    func promises(_ seed: UInt64) throws {
        let play = try Self.play(seed: seed)
        let history = play.history
        #expect(history.flaws.isEmpty, "\(history.flaws.named)")
        #expect(history.segments == play.parts)
        #expect(history.records.count == 14 && history.outcomes.total == 14)
        #expect(play.end.outcomes == history.outcomes && play.end.loopCount == 14)
        #expect(play.service.names.contains(.sample("bystander")))
        for (name, record) in history.records {
            let was = Self.manifest.loops.prefix(12).contains { $0.name == name }
            switch record.outcome {
            case .deleted: #expect(was && !play.service.names.contains(name))
            case .alreadyGone: #expect(!was)
            default: #expect(play.service.names.contains(name) || record.trace?.openCall == .delete)
            }
        }
        for operation in [HumanLoopOperation.stop, .delete] {
            let visits = Dictionary(grouping: play.service.visits.filter { $0.operation == operation }, by: \.name)
            for (name, visits) in visits {
                let words = "\"operation\":\"\(operation.rawValue)\",\"name\":\"\(name)\","
                #expect(visits.count <= play.text.split(separator: words, omittingEmptySubsequences: false).count - 1)
            }
        }
    }
}
