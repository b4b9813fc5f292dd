@testable import CleanupEngine
@testable import CleanupManifest
@testable import CleanupReport
import HumanLoops
import ReportTestSupport
import Support
import Synchronization
import TestSupport

/// A run in virtual time that is interrupted, and what a screen shows of it at each of its moments.
///
/// Six duplicates are held for twenty seconds, two loops for ten minutes; deletes are throttled for a while.
struct RehearsedRun: Sendable {
    /// A moment at which a screen is looked at.
    enum Moment: String, CaseIterable, Sendable {
        case plan, prompt, planning, sweeping, waiting, throttled, interrupted, end
    }

    /// After which time the operator presses ^C, as soon as a call is in flight.
    private static let interruption = Duration.seconds(60)

    /// What the run told of itself, in order.
    let progress: [RunProgress]
    private let plan: CleanupPlan
    private let results: [LoopResult]
    private let end: RunEnd

    /// The run, which is the same each time.
    static let shared = RehearsedRun()

    private init() {
        let time = VirtualTime()
        let (watcher, recorder) = (ProgressWatcher(), ResultRecorder())
        let manifest = Self.manifest
        let service = InMemoryHumanLoops(
            Self.residents,
            time: time,
            latency: .milliseconds(400),
            faults: ThrottledDeletes(time: time)
        )
        let (plan, end) = time.run {
            let stopRequest = StopRequest()
            var run = CleanupRun(
                manifest: manifest,
                service: service,
                clock: time,
                startedAt: .sample,
                stopRequest: stopRequest,
                recorder: recorder,
                observer: watcher,
                generator: SeededGenerator(seed: 1)
            )
            watcher.follow { progress in
                if progress.elapsed > Self.interruption, progress.inFlight > 0 { stopRequest.raise(.interrupt) }
            }
            let plan = await run.survey()
            return (plan, await run.sweep())
        }
        (self.plan, self.end) = (plan, end)
        (progress, results) = (watcher.progress, recorder.results)
    }

    private static let residents: [InMemoryHumanLoops.Resident] =
        (1...6).map { .init(.sample(.inProgress, name: "dup-0\($0)"), heldFor: .seconds(20)) }
        + (1...2).map { .init(.sample(.inProgress, name: "held-\($0)"), heldFor: .seconds(600)) }
        + (1...3).map { .init(.sample(.failed, name: "broken-\($0)")) }
        + [.init(.sample(.completed, name: "reviewed-1"))]

    private static var manifest: CleanupManifest {
        var settings = LoopSettings()
        settings.onCompleted = .keep
        let names = residents.map(\.loop.name.rawValue) + ["dup-07"]
        var execution = ExecutionSettings()
        execution.concurrency = 4
        return CleanupManifest(
            name: "invoice-cleanup",
            target: CleanupTarget(account: HumanLoop.sampleAccount, region: HumanLoop.sampleRegion),
            execution: execution,
            settings: [settings],
            loops: LoopTable(names.enumerated().map { LoopEntry(name: .sample($1), line: $0 + 10) })
        )
    }

    /// What a terminal without colours shows at a moment.
    func screen(_ moment: Moment, width: Int) throws -> String {
        let layout = TextLayout(width: width, style: .plain, usesUnicode: false)
        let report = PlanReport(plan, at: .sample, now: .sample)
        let sink = MemorySink()
        switch moment {
        case .plan:
            try report.write(.text, layout: layout, to: sink)
            return sink.text
        case .prompt: return String(decoding: report.question(in: layout), as: UTF8.self)
        case .planning, .sweeping, .waiting, .throttled, .interrupted:
            let lines = self[moment]?.screenLines(width: width, style: .plain, usesUnicode: false) ?? []
            return lines.joined(separator: "\n")
        case .end:
            var writer = TextReportWriter(sink: sink, layout: layout)
            try writer.write(.start(.sample(loopCount: end.loopCount)))
            for result in results { try writer.write(.result(result)) }
            try writer.write(.end(end))
            return sink.text
        }
    }

    /// How far the run is at a moment; nil when it has none of this kind.
    subscript(moment: Moment) -> RunProgress? {
        progress.first { progress in
            switch moment {
            case .plan, .prompt, .end: false
            case .planning: progress.phase == .surveying && progress.looked > 4
            case .sweeping: progress.phase == .sweeping && progress.done > 2 && progress.inFlight > 1
            case .waiting: progress.phase == .sweeping && progress.elapsed > .seconds(15) && progress.inFlight == 0
            case .throttled: progress.phase == .sweeping && progress.isThrottled
            case .interrupted: progress.phase == .ending
            }
        }
    }
}

/// A service that throttles deletes from the twentieth to the fortieth second.
private struct ThrottledDeletes: ServiceFaults {
    let time: VirtualTime

    mutating func next(_ operation: HumanLoopOperation, _ name: HumanLoopName) -> ServiceFault? {
        let isTime = (Duration.seconds(20)..<Duration.seconds(40)).contains(time.now.offset)
        guard operation == .delete, isTime else { return nil }
        return .before(HumanLoopServiceError(kind: .throttled, code: "ThrottlingException", httpStatus: 429))
    }
}

/// Keeps everything that a run tells of its progress.
final class ProgressWatcher: RunObserver {
    private let told = Mutex<[RunProgress]>([])
    private let follower = Mutex<@Sendable (RunProgress) -> Void>({ _ in })

    var progress: [RunProgress] { told.withLock { $0 } }

    func isDue(in phase: RunProgress.Phase, at elapsed: Duration) -> Bool { true }

    /// Has a body called with everything that is told from now on.
    func follow(_ body: @escaping @Sendable (RunProgress) -> Void) { follower.withLock { $0 = body } }

    func observe(_ progress: RunProgress) {
        told.withLock { $0.append(progress) }
        follower.withLock { $0 }(progress)
    }
}

/// Keeps the results of a run.
private final class ResultRecorder: RunRecorder {
    private let recorded = Mutex<[LoopResult]>([])

    var results: [LoopResult] { recorded.withLock { $0 } }

    func record(_ event: RunEvent) {
        guard case .result(let result) = event else { return }
        recorded.withLock { $0.append(result) }
    }

    func commit() {}

    func synchronize() {}
}
