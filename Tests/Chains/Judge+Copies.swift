import HumanLoops

extension Judge {
    /// Audits that a copy, and one that can bring an answer where there is one, is left of the duplicates of a loop.
    mutating func judgeCopies(_ call: CallRecord, _ told: HumanLoop, _ before: HumanLoopStatus, _ deedName: String) {
        guard let sentAt = call.sentAt else { return }
        let part = record.steps[call.step]
        // Of a named loop nobody knows that it is a duplicate when a list leaves its row out.
        let isNamed = part.documents.contains { $0.loops.contains { $0.name == call.name } }
        if isNamed, record.chain.faults.omittedRows > 0 { return }
        for rule in rules(of: part.documents, keepingOf: told, call.name, before, at: sentAt) where rule.wants(before) {
            let others = others(of: call, rule, part.lineage)
            // A loop that the rule sees no other of is no duplicate; of its duplicates any may be the one that is kept. Which loops
            // a rule is about was decided when the list was read that told of them.
            let isDuplicate = others.contains { name, loop, listedAt in
                if isRemovedEarlier(name, loop, than: rule, in: part.documents, at: listedAt) { return false }
                let moment = World.beginning + listedAt
                let deed = Deed(
                    operation: call.operation,
                    name: call.name,
                    told: told,
                    statusBefore: before,
                    at: moment
                )
                let status = call.truth?.loop.status(at: listedAt) ?? before
                return rule.wants(status) && wants(loop, rule, at: moment) && rule.finds(deed) && !rule.isTooOld(deed)
            }
            guard isDuplicate else { continue }
            let window = sentAt - SendPermit.longestLookAge - record.chain.faults.listLag
            let left = others.filter { _, loop, _ in
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
                left.allSatisfy({ _, loop, _ in [sentAt, max(.zero, window)].allSatisfy { loop.isBarren(at: $0) } })
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
    private func rules(
        of documents: [Document],
        keepingOf told: HumanLoop,
        _ name: String,
        _ status: HumanLoopStatus,
        at moment: Duration
    ) -> [Rule] {
        let deed = Deed(
            operation: .delete,
            name: name,
            told: told,
            statusBefore: status,
            at: World.beginning + moment
        )
        var rules: [Rule] = []
        for document in documents {
            rules += document.rules.filter { $0.keep != nil }
            let isRemoved =
                document.loops.contains { $0.name == name }
                || document.rules.contains { $0.keep == nil && $0.finds(deed) && $0.wants(status) }
            if isRemoved { break }
        }
        return rules
    }

    /// Whether a document before the one of a rule removes a duplicate, whatever the rule says.
    private func isRemovedEarlier(
        _ name: String,
        _ loop: Incarnation,
        than rule: Rule,
        in documents: [Document],
        at moment: Duration
    ) -> Bool {
        let index = documents.firstIndex { $0.rules.contains(rule) } ?? 0
        return documents[..<index].contains { document in
            document.loops.contains { $0.name == name }
                || document.rules.contains {
                    $0.keep == nil && $0.flow == loop.flow && $0.isAbout(name)
                        && wants(loop, $0, at: World.beginning + moment)
                }
        }
    }

    /// The duplicates of a loop that lists told its run of, and when last.
    private func others(
        of call: CallRecord,
        _ rule: Rule,
        _ lineage: Int
    ) -> [(name: String, loop: Incarnation, listedAt: Duration)] {
        let group = World.group(of: call.name)
        let listed = listed[Key(lineage: lineage, name: group)] ?? [:]
        return record.histories.filter { name, _ in name != call.name && World.group(of: name) == group }
            .flatMap { name, loops in
                loops.filter { $0.flow == rule.flow }.compactMap { loop in
                    let told = listed["\(name) \(loop.created)"]?.filter { $0 <= call.sentAt ?? $0 }
                    return told?.max().map { (name: name, loop: loop, listedAt: $0) }
                }
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
