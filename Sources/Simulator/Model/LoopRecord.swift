import HumanLoops

/// What the simulator keeps of one loop beside its name: little, because there may be a million of them.
struct LoopRecord: Sendable {
    /// Which template of its account the loop follows.
    let template: Int
    /// When it was started.
    let creationTime: Timestamp
    /// Where it stands.
    var phase: LoopPhase
}
