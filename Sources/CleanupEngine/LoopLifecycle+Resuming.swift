import HumanLoops

extension LoopLifecycle {
    /// Takes in what an earlier part of the run left of the loop, before anything is done.
    ///
    /// The first look then tells a later loop of the same name, and a lost delete whose loop is gone from one that was
    /// never there.
    mutating func goOn(from trace: LoopTrace) {
        loop = trace.loop
        initialStatus = trace.initialStatus
        wasStoppedByRun = trace.wasStopped
        stopWasSent = trace.wasStopped || trace.openCall == .stop
        deleteWasSent = trace.openCall == .delete
    }
}
