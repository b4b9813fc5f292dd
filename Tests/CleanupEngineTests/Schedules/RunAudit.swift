import CleanupEngine
import CleanupManifest
import HumanLoops

/// Goes through the chronicle of a run and tells every promise of the design that was broken.
///
/// It knows the design and not the engine: nothing of what it checks is asked of the code that it checks.
struct RunAudit {
    /// A call that was sent.
    struct Call {
        /// What was called.
        let operation: HumanLoopOperation
        /// For which loop; nil for a list.
        let name: HumanLoopName?
    }

    /// What befell the run.
    let schedule: RunSchedule
    /// The loops that the manifest names.
    let entries: [HumanLoopName: LoopEntry]
    /// What is known of each of them.
    var loops: [HumanLoopName: LoopAudit] = [:]
    /// The calls by number.
    var calls: [Int: Call] = [:]
    /// The numbers of calls whose process was killed.
    var orphans: Set<Int> = []
    /// How many calls are in flight.
    var flyingCount = 0
    /// When calls of each operation were sent.
    var moments: [HumanLoopOperation: [Duration]] = [:]
    /// Whether the operator consented.
    var hasConsent = false
    /// When nothing new was to be started any more; nil while that was not.
    var stopReason: Duration?
    /// How many loops have ended as failed.
    var failureCount = 0
    /// The promises that were broken, in words.
    private(set) var violations: [String] = []

    /// Starts before the first entry.
    init(_ schedule: RunSchedule) {
        self.schedule = schedule
        entries = Dictionary(uniqueKeysWithValues: schedule.manifest.loops.map { ($0.name, $0) })
    }

    /// The promises that a run has broken.
    static func violations(of run: ScheduledRun) -> [String] {
        var audit = RunAudit(run.schedule)
        for entry in run.entries { audit.take(entry) }
        audit.close(run)
        return audit.violations
    }

    /// Notes a broken promise unless it holds.
    mutating func demand(_ holds: Bool, _ promise: @autoclosure () -> String) {
        if !holds { violations.append(promise()) }
    }

    /// Goes on by an entry.
    mutating func take(_ entry: ChronicleEntry) {
        switch entry {
        case .sent(let number, let operation, let name, let now): take(number, operation, name, sentAt: now)
        case .reached(let number, let loop, let bornAt, _): take(number, reached: loop, bornAt: bornAt)
        case .answered(let number, let answer, let trueAt, let now): take(number, answer, trueAt: trueAt, at: now)
        case .identified(let names, _):
            for name in names { loops[name, default: LoopAudit()].isIdentified = true }
        case .intended(let intent, let now): take(intent, at: now)
        case .recorded(let result, _): take(result)
        case .unwritable(let now), .signalled(let now): stopReason = min(stopReason ?? now, now)
        case .consented: hasConsent = true
        case .killed: takeNewProcess(wasRefused: false)
        case .resumed(let wasRefused, _): takeNewProcess(wasRefused: wasRefused)
        }
    }

    /// Goes on by evidence: it is of the loop that the run knows, and nothing is written down twice before a call.
    private mutating func take(_ intent: LoopIntent, at now: Duration) {
        let (name, operation) = (intent.loop.name, intent.operation)
        let loop = loops[name]
        demand(entries[name] != nil, "\(operation) of '\(name)' is intended, which the manifest does not name")
        demand(loop?.intent == nil, "\(operation) of '\(name)' is intended twice before it is sent")
        demand(
            loop?.isSame(intent.loop.creationTime, intent.loop.flowDefinitionARN) == true && loop?.first != nil,
            "\(operation) of '\(name)' is intended of a loop that was not looked at"
        )
        loops[name, default: LoopAudit()].intent = intent
        loops[name]?.lastIntent = operation
    }

    /// Goes on by a result: it is the only one of its loop.
    private mutating func take(_ result: LoopResult) {
        let name = result.name
        demand(loops[name]?.result == nil, "'\(name)' has two results")
        demand(loops[name]?.flying == nil, "'\(name)' has its result while a call is in flight")
        loops[name, default: LoopAudit()].result = result
        guard result.outcome == .failed else { return }
        failureCount += 1
        if let limit = schedule.manifest.guards.maxFailures, limit.isPassed(by: failureCount, of: entries.count) {
            stopReason = stopReason ?? .zero
        }
    }
}
