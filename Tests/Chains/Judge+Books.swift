import HumanLoops

extension Judge {
    /// Audits the journals that a run closed: one outcome for each loop, and counts and exit code that agree with them.
    mutating func judgeBooks(_ part: StepRecord, _ name: String) {
        for path in part.journals {
            // A later step may have written to the journal or flipped a bit: it is read as it was then.
            guard let lines = part.lines[path] else { continue }
            guard let end = lines.last(where: { $0.type == "run_end" }), lines.last?.type == "run_end" else {
                if part.exitCode != 75 {
                    note(11, "journal without an end", "\(name): \(lines.last?.type ?? "nothing") is its last line")
                }
                continue
            }
            var outcomes: [String: String] = [:]
            for line in lines where line.type == "loop_result" { outcomes[line.name ?? ""] = line.outcome }
            var counts: [String: Int] = [:]
            for outcome in outcomes.values { counts[outcome, default: 0] += 1 }
            let told = (end.outcomes ?? [:]).filter { $0.value > 0 }
            if counts != told {
                note(11, "counts differ", "\(name): run_end says \(told), and the results are \(counts)")
            }
            if part.documents.count == 1 || part.run?.subject != .manifest, let code = end.exitCode,
                code != Int(part.exitCode ?? -1)
            {
                note(11, "exit codes differ", "\(name): run_end says \(code)")
            }
            judgeOutcomes(outcomes, part, name)
        }
    }

    /// Audits the outcomes of a run against the truth.
    private mutating func judgeOutcomes(_ outcomes: [String: String], _ part: StepRecord, _ name: String) {
        let failing: [String: [Int32]] = [
            "failed": [1, 4, 77, 75, 78, 130, 143], "deferred": [3, 1, 4, 5, 77, 75, 78, 130, 143],
            "refused": [1, 4, 5, 3, 77, 75, 78, 130, 143], "not-attempted": [3, 5, 130, 143, 4, 1, 77, 75, 78, 74],
        ]
        for (loop, outcome) in outcomes.sorted(by: { $0.key < $1.key }) {
            if let codes = failing[outcome], part.documents.count == 1, let code = part.exitCode, !codes.contains(code)
            {
                note(11, "\(outcome) with exit code \(code)", "\(name): \(loop) is \(outcome)")
            }
            guard let last = record.histories[loop]?.last, last.status(at: part.endedAt) != nil,
                let pin = pins[pinKey(part.lineage, part.number, loop)]
            else { continue }
            if outcome == "deleted" || outcome == "already-gone", pin.created == last.created {
                note(14, "\(outcome), and it is there", "\(name): \(loop) is \(outcome)")
            }
            let wasStopped = record.log.contains {
                $0.operation == .stop && $0.name == loop && $0.hadEffect
                    && record.steps[$0.step].lineage == part.lineage
                    && $0.truth?.loop == last && ($0.sentAt ?? part.endedAt) < part.endedAt
            }
            if outcome == "kept", wasStopped, last.status(at: part.endedAt) == .stopped {
                note(9, "stopped, then kept", "\(name): \(loop) was stopped by this run and is kept")
            }
        }
    }
}
