import CleanupEngine
import CleanupManifest
import Testing
import TestSupport

/// A lifecycle played from its beginning: a sentence, the rules, and what happens line by line.
struct LifecycleScript: Sendable, CustomTestStringConvertible {
    /// What the script shows, in a sentence.
    let testDescription: String
    /// The settings of the loop.
    let settings: LoopSettings
    /// The account and region it must be in.
    let target: CleanupTarget
    /// Which loops are never touched.
    let protect: ProtectedLoops
    /// How the loop is waited for.
    let stopWait: StopWait
    /// What an earlier part of the run left of the loop; nil when there was none.
    let trace: LoopTrace?
    /// What happens, line by line.
    let steps: [LifecycleStep]

    /// Makes a script; rules that are not given are the defaults.
    init(
        _ description: String,
        settings: LoopSettings = LoopSettings(),
        target: CleanupTarget = CleanupTarget(),
        protect: ProtectedLoops = ProtectedLoops(),
        stopWait: StopWait = StopWait(),
        trace: LoopTrace? = nil,
        _ steps: [LifecycleStep]
    ) {
        testDescription = description
        self.settings = settings
        self.target = target
        self.protect = protect
        self.stopWait = stopWait
        self.trace = trace
        self.steps = steps
    }

    /// Plays the script and compares each action, with chance always at the middle of its range.
    ///
    /// - Returns: the lifecycle as the script leaves it.
    @discardableResult
    func play(sourceLocation: SourceLocation = #_sourceLocation) -> LoopLifecycle {
        let rules = LoopRules(settings: settings, target: target, protect: protect, stopWait: stopWait)
        let precondition = trace.map { trace in
            LoopPrecondition(status: nil, creationTime: nil, flowDefinitionARN: nil, trace: trace)
        }
        let entry = LoopEntry(name: .sample("dup-000017"), line: 12)
        var lifecycle = LoopLifecycle(entry: entry, rules: rules, precondition: precondition)
        var now = Duration.zero
        for (number, step) in steps.enumerated() {
            now = step.at ?? now
            let action = lifecycle.handle(step.event, at: now, jitter: 0.5)
            #expect(action == step.action, "line \(number + 1): \(step.event)", sourceLocation: sourceLocation)
            guard action == step.action else { break }
        }
        return lifecycle
    }
}
