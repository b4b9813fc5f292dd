import DequeModule

extension RunState {
    /// Ends the run: nothing new is started, and every loop without a call in flight ends at once.
    ///
    /// Of several reasons the first counts, but for a signal, which always does.
    mutating func end(_ reason: RunHalt, at now: Duration) {
        guard halt == nil else {
            if case .interrupted = reason, halt?.cutOff != .interrupted { halt = reason }
            return
        }
        (halt, haltedAt) = (reason, now)
        phase = .ending
        schedule.clear()
        waiting.clear()
        for index in loops.begun where flying[index] == nil && loops.lifecycle(at: index).outcome == nil {
            if loops.isResting(index) {
                // It stays as it is, and ends when its result is asked for.
                count(lifecycleAfterHalt(at: index))
                unrecorded.append(index)
            } else {
                apply(.cutOff(reason.cutOff), to: index, at: now)
            }
        }
        // Loops that have not begun end as well; each is made again when its result is asked for, so that none is kept.
        for index in nextNew..<loops.count {
            count(unbegunLoop(at: index, cutOff: reason.cutOff, at: now))
        }
    }

    /// Counts a loop that has ended.
    private mutating func count(_ loop: LoopLifecycle) {
        guard let outcome = loop.outcome else { return }
        tally.count(outcome, problem: loop.problem, isAccessProblem: loop.isAccessProblem)
    }

    /// A loop as it stands, or as it ends because the run does.
    func lifecycleAfterHalt(at index: Int) -> LoopLifecycle {
        var loop = loops.lifecycle(at: index)
        if let halt, loops.isResting(index), loop.outcome == nil {
            _ = loop.handle(.cutOff(halt.cutOff), at: haltedAt, jitter: 0)
        }
        return loop
    }

    /// The end of a loop that has not begun.
    private func unbegunLoop(at index: Int, cutOff: CutOff, at now: Duration) -> LoopLifecycle {
        var loop = loops.lifecycle(at: index)
        _ = loop.handle(.cutOff(cutOff), at: now, jitter: 0)
        return loop
    }

    /// Takes out a loop that has ended since this was last asked.
    ///
    /// - Returns: nil when there is none.
    mutating func popEnded(at now: Duration) -> LoopLifecycle? {
        if let index = unrecorded.popFirst() {
            let loop = lifecycleAfterHalt(at: index)
            if keepsEnded { recorded.append(index) } else { loops.forget(index) }
            return loop
        }
        guard let halt, nextNew < loops.count else { return nil }
        nextNew += 1
        return unbegunLoop(at: nextNew - 1, cutOff: halt.cutOff, at: now)
    }
}
