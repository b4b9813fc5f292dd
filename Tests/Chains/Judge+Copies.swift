import HumanLoops

extension Judge {
    /// Audits that a copy, and one that can bring an answer where there is one, is left of the duplicates of a loop.
    mutating func judgeCopies(_ call: CallRecord, _ told: HumanLoop, _ before: HumanLoopStatus, _ deedName: String) {
        guard let sentAt = call.sentAt else { return }
        let part = record.steps[call.step]
        // Which loops a rule is about was decided when its list was read.
        let listedAt = record.log.last {
            $0.operation == .list && record.steps[$0.step].lineage == part.lineage && ($0.sentAt ?? sentAt) < sentAt
        }?.sentAt
        let moment = World.beginning + (listedAt ?? sentAt)
        let deed = Deed(
            operation: call.operation,
            name: call.name,
            told: told,
            statusBefore: before,
            at: moment
        )
        for rule in rules(of: part.documents, keepingOf: deed)
        where rule.finds(deed) && rule.wants(before) && !rule.isTooOld(deed) {
            let others = others(of: call, rule, part.lineage)
            // A loop that the rule sees no other of is no duplicate; of its duplicates any may be the one that is kept.
            guard others.contains(where: { wants($0.loop, rule, at: moment) }) else { continue }
            let window = sentAt - SendPermit.longestLookAge - record.chain.faults.listLag
            let left = others.filter { _, loop in
                // One that completed although it was stopped has its answer.
                (loop.goneAt.map { $0 > window } ?? true)
                    && (loop.status(at: sentAt) == .completed || !wasTouched(loop, by: part.lineage, before: sentAt))
            }
            if left.isEmpty {
                note(
                    2,
                    "last copy \(call.operation.rawValue)",
                    "\(deedName): its duplicates \(others.map(\.name).sorted()) are gone or touched by this run, and one was to be kept"
                )
            } else if told.status == .completed, call.operation == .delete,
                left.allSatisfy({ _, loop in [sentAt, max(.zero, window)].allSatisfy { loop.isBarren(at: $0) } })
            {
                note(
                    2,
                    "only answer deleted",
                    "\(deedName): it is Completed, and its duplicates \(left.map(\.name).sorted()) can bring no answer"
                )
            }
        }
    }

    /// The rules that keep a duplicate, but for those of documents behind one that removes the loop whatever it is: when
    /// their turn comes there is nothing left to keep.
    private func rules(of documents: [Document], keepingOf deed: Deed) -> [Rule] {
        var rules: [Rule] = []
        for document in documents {
            rules += document.rules.filter { $0.keep != nil }
            let isRemoved =
                document.loops.contains { $0.name == deed.name }
                || document.rules.contains { $0.keep == nil && $0.finds(deed) && $0.wants(deed.statusBefore) }
            if isRemoved { break }
        }
        return rules
    }

    /// The duplicates of a loop that lists told its run of.
    private func others(of call: CallRecord, _ rule: Rule, _ lineage: Int) -> [(name: String, loop: Incarnation)] {
        let group = World.group(of: call.name)
        let listed = listed[Key(lineage: lineage, name: group)] ?? []
        return record.histories.filter { name, _ in name != call.name && World.group(of: name) == group }
            .flatMap { name, loops in loops.map { (name: name, loop: $0) } }
            .filter { name, loop in
                loop.flow == rule.flow && listed.contains("\(name) \(loop.created)")
            }
    }

    /// Whether a rule wants a loop, wherever it stood.
    private func wants(_ loop: Incarnation, _ rule: Rule, at now: Timestamp) -> Bool {
        loop.statuses.contains { rule.wants($0.status) }
            && (rule.olderThan.map { now - loop.created >= $0 + .seconds(60) } ?? true)
            && (rule.newerThan.map { now - loop.created < $0 } ?? true)
    }

    /// Whether a run stopped or deleted a loop before a moment.
    private func wasTouched(_ loop: Incarnation, by lineage: Int, before moment: Duration) -> Bool {
        record.log.contains { call in
            call.operation.isMutating && call.truth?.loop == loop && call.hadEffect
                && record.steps[call.step].lineage == lineage && (call.sentAt ?? moment) < moment
        }
    }
}

extension Incarnation {
    /// Whether it can bring no answer any more.
    fileprivate func isBarren(at now: Duration) -> Bool {
        switch status(at: now) {
        case .failed, .stopped: true
        default: false
        }
    }
}

extension Rule {
    /// Whether a loop is older than the rule asks for.
    fileprivate func isTooOld(_ deed: Deed) -> Bool {
        newerThan.map { deed.at - deed.told.creationTime >= $0 } ?? false
    }
}
