import HumanLoops

extension Judge {
    /// Audits that a command ended in time.
    mutating func judgeTime(of part: StepRecord) {
        let name = "step \(part.number + 1) (\(part.arguments.prefix(1).joined()))"
        if part.hasOverrun {
            return note(8, "no end: \(part.arguments[0])", "\(name) did not end within 6 hours or 60000 calls")
        }
        guard part.exitCode != nil else { return }
        let faults = part.isHealed ? Faults.none : record.chain.faults
        let count = part.run?.subject == .manifest ? part.documents.count : 1
        let around =
            faults.connecting * count + part.skipped + (part.run?.thinks ?? .zero) * count + .seconds(6)
            + .milliseconds(4 * faults.latencyMilliseconds.upperBound)
        let deadlines = part.documents.map { part.run?.deadline ?? $0.deadline }
        if part.run != nil, part.run?.subject == .manifest, !deadlines.contains(nil) {
            let limit = deadlines.compactMap(\.self).reduce(Duration.zero) { $0 + $1 + .seconds(10) } + around
            if part.endedAt - part.beganAt > limit {
                note(
                    8,
                    "deadline outlived",
                    "\(name) took \((part.endedAt - part.beganAt).seconds), and its limit is \(limit.seconds)"
                )
            }
        }
        if let signalledAt = part.signalledAt, part.endedAt > signalledAt + .seconds(10) + around {
            note(8, "signal outlived", "\(name) ended \((part.endedAt - signalledAt).seconds) after its signal")
        }
        judgeWaits(of: part, around, name)
    }

    /// Audits that no loop is waited for longer than the manifest says.
    private mutating func judgeWaits(of part: StepRecord, _ around: Duration, _ name: String) {
        guard let run = part.run, let written = part.documents.map(\.stopWait).max() else { return }
        // A discovered manifest says nothing of waits.
        let timeout = run.subject == .discovered ? .seconds(1_800) : written
        // The last look takes its turn among those of the other loops.
        let width = part.documents.map(\.concurrency).min() ?? 1
        let faults = part.isHealed ? Faults.none : record.chain.faults
        let latency = faults.latencyMilliseconds.upperBound
        let count = calls[part.number]?.count ?? 0
        let turn = Duration.milliseconds(2 * latency * count / width) + faults.slowSend * (8 * count) / width
        for (loop, calls) in calls[part.number] ?? [:] {
            var since: Duration?
            // Each document that names the loop waits for it in its turn.
            let waits = max(1, part.documents.count { $0.loops.contains { $0.name == loop } })
            for call in calls {
                if let since, call.operation == .describe, let sentAt = call.sentAt,
                    sentAt - since > timeout * waits + .seconds(30) + around + turn + record.chain.faults.slowSend
                {
                    note(
                        8,
                        "stopWait outlived",
                        "\(name) still waits for \(loop) \((sentAt - since).seconds) after it was Stopping"
                    )
                }
                if case .described(let told) = call.answer {
                    // Nothing is waited for before consent.
                    let began = max(call.answeredAt ?? .zero, part.consentedAt ?? .zero)
                    since = told.status == .stopping ? since ?? began : nil
                }
            }
        }
    }

    /// Audits the exit code and the books of a command.
    mutating func judgeEnd(of part: StepRecord) {
        guard let code = part.exitCode else { return }
        let name = "step \(part.number + 1) (\(part.arguments.prefix(1).joined()), exit code \(code))"
        if ![0, 1, 2, 3, 4, 5, 64, 65, 66, 73, 74, 75, 77, 78, 130, 143].contains(code) {
            note(11, "exit code \(code)", "\(name): \(part.messages.suffix(200))")
        }
        if case .verifyManifest = part.step, code == 0 { judgeVerified(part, name) }
        guard part.run != nil else { return }
        if code == 0, part.isWholeRun { judgeSuccess(carriedOut(part), name) }
        if code == 0, let text = part.written { judgeSuccess(part, of: text, name) }
        if ![64, 65, 66, 73, 74, 75, 77, 78].contains(code) { judgeBooks(part, name) }
    }

    /// The step that did what a step says is done: a run that is resumed when it has ended does nothing but say so.
    private func carriedOut(_ part: StepRecord) -> StepRecord {
        guard part.run?.isResumed == true, !record.log.contains(where: { $0.step == part.number }) else { return part }
        return record.steps.last { other in
            other.number < part.number && other.isWholeRun && record.log.contains { $0.step == other.number }
        } ?? part
    }

    /// The loop that has a name at the end of a step, if it was there all the time of its run and others left it alone.
    private func constant(_ name: String, _ part: StepRecord) -> (loop: Incarnation, status: HumanLoopStatus)? {
        let began = record.steps.first { $0.lineage == part.lineage }?.beganAt ?? part.beganAt
        let beganThere = record.steps.first { $0.lineage == part.lineage }?.isOtherAccount ?? false
        // What another account holds is no matter of this one.
        if part.isOtherAccount, beganThere { return nil }
        guard let loop = record.histories[name]?.last, let status = loop.status(at: part.endedAt),
            loop.statuses[0].at <= began,
            !loop.statuses.contains(where: {
                $0.at > part.beganAt && $0.at <= part.endedAt && $0.status != .stopping && $0.status != .stopped
            })
        else { return nil }
        return (loop, status)
    }

    /// Audits that nothing that the policy wants gone is there after success.
    private mutating func judgeSuccess(_ part: StepRecord, _ name: String) {
        for document in part.documents {
            for named in document.loops {
                guard let (loop, status) = constant(named.name, part), document.wantsGone(named, status),
                    !wasSkipped(loop, by: named.settings, part)
                else { continue }
                note(7, "success, and a named loop is there", "\(name): \(named.name) is \(status)")
            }
            let begin = record.steps.first { $0.lineage == part.lineage } ?? part
            let faults = begin.isHealed ? Faults.none : record.chain.faults
            guard faults.omittedRows == 0, faults.listLag == .zero else { continue }
            for rule in document.rules { judgeSuccess(part, document, rule, name) }
        }
        let isFollowed = part.run?.followsPlan == false && record.log.contains { $0.step == part.number }
        if isFollowed, part.documents.flatMap(\.rules).contains(where: \.failsForWantOfItsFlow) {
            let story = "\(name): flow-\(World.absentFlow), and onMissing is fail"
            note(7, "success, and a flow definition is missing", story)
        }
    }

    /// Audits that no loop that a manifest of the product's own names is there after success.
    private mutating func judgeSuccess(_ part: StepRecord, of text: String, _ name: String) {
        let settings = part.documents.flatMap { $0.loops.map(\.settings) + $0.rules.map(\.settings) }
        for line in text.split(separator: "\n") {
            guard let words = line.firstMatch(of: /- (?:name: )?"?([a-z0-9-]+)"?$/),
                let (_, status) = constant(String(words.1), part),
                settings.allSatisfy({ $0.wantsGone(status) }),
                !part.documents.contains(where: { $0.rules.contains { keepsAnswer($0, of: String(words.1), part) } })
            else { continue }
            note(7, "success, and a loop of a written manifest is there", "\(name): \(words.1) is \(status)")
        }
    }

    /// Whether every entry and every rule that may be about a loop wants it gone: the first of them decides.
    private func isWantedByAll(_ name: String, _ loop: Incarnation, _ status: HumanLoopStatus, _ part: StepRecord)
        -> Bool
    {
        part.documents.allSatisfy { document in
            !document.isProtected(name, of: loop.flow)
                && document.loops.allSatisfy { $0.name != name || $0.settings.wantsGone(status) }
                && document.rules.allSatisfy {
                    $0.flow != loop.flow || !$0.isAbout(name)
                        || $0.settings.wantsGone(status) && $0.settings.expectedFlow ?? loop.flow == loop.flow
                }
        }
    }

    /// Audits that nothing that a rule wants gone is there after success.
    private mutating func judgeSuccess(_ part: StepRecord, _ document: Document, _ rule: Rule, _ name: String) {
        let isAlone = part.documents.flatMap(\.rules).allSatisfy { $0.keep == nil || $0 == rule }
        guard isAlone else { return }
        let began = (record.steps.first { $0.lineage == part.lineage } ?? part).beganAt
        var groups: [String: [String]] = [:]
        for loop in record.histories.keys {
            guard let (incarnation, status) = constant(loop, part),
                document.wantsGone(rule, loop, incarnation, status, at: World.beginning + began),
                isWantedByAll(loop, incarnation, status, part), !wasSkipped(incarnation, by: rule.settings, part),
                !hasChanged(incarnation, since: began)
            else { continue }
            if keepsAnswer(rule, of: loop, part) { continue }
            groups[rule.keep == nil ? loop : World.group(of: loop), default: []].append(loop)
        }
        for (_, loops) in groups where loops.count > (rule.keep == nil ? 0 : 1) {
            note(7, "success, and a rule's loop is there", "\(name): \(loops.sorted()) of flow-\(rule.flow)")
        }
    }

    /// Whether a loop has ended by itself: the first rule that found it may not be about it any more.
    private func hasChanged(_ loop: Incarnation, since moment: Duration) -> Bool {
        loop.statuses.contains { $0.at > moment && $0.status != .stopping && $0.status != .stopped }
    }

    /// Whether a part of the run has kept a loop because it was in progress: it ends so, whatever becomes of it.
    private func wasSkipped(_ loop: Incarnation, by settings: Settings, _ part: StepRecord) -> Bool {
        guard settings.onInProgress == "skip" else { return false }
        let parts = record.steps.filter { $0.lineage == part.lineage && $0.number < part.number }
        return parts.contains { loop.status(at: $0.beganAt) == .inProgress }
    }

    /// Whether a rule keeps a duplicate that it chose for want of an answer, with the answer that it brought later, in any part.
    private func keepsAnswer(_ rule: Rule, of name: String, _ part: StepRecord) -> Bool {
        guard rule.keep == "completed", let loop = record.histories[name]?.last else { return false }
        let began = (record.steps.first { $0.lineage == part.lineage } ?? part).beganAt
        return loop.status(at: part.endedAt) == .completed
            && loop.statuses.contains { $0.status == .completed && $0.at > began }
    }

    /// Audits that nothing that the manifest names is there when that was verified.
    private mutating func judgeVerified(_ part: StepRecord, _ name: String) {
        for document in part.documents {
            for named in document.loops {
                guard let (loop, status) = constant(named.name, part),
                    named.settings.expectedFlow ?? loop.flow == loop.flow,
                    named.settings.createdBefore.map({ loop.created < $0 }) ?? true
                else { continue }
                note(7, "verified, and a named loop is there", "\(name): \(named.name) is \(status)")
            }
        }
    }

    /// Audits that no run stopped or touched more than its guards allow.
    mutating func judgeLimits() {
        var (stopped, touched): ([Int: Set<String>], [Int: Set<String>]) = ([:], [:])
        for call in record.log where call.operation.isMutating && call.sentAt != nil {
            touched[record.steps[call.step].lineage, default: []].insert(call.name)
            if call.operation == .stop { stopped[record.steps[call.step].lineage, default: []].insert(call.name) }
        }
        for part in record.steps where part.isWholeRun && part.documents.count == 1 {
            let (count, all) = (stopped[part.lineage]?.count ?? 0, touched[part.lineage]?.count ?? 0)
            if let limit = part.documents[0].maxLoops, all > limit {
                note(
                    4,
                    "maxLoops passed",
                    "step \(part.number + 1): \(all) loops were touched, and maxLoops is \(limit)"
                )
            }
            if let limit = part.documents[0].maxStops, count > limit {
                note(
                    4,
                    "maxStops passed",
                    "step \(part.number + 1): \(count) loops were stopped, and maxStops is \(limit)"
                )
            }
        }
    }

    /// Audits that the chain came to its end when everything was well again.
    mutating func judgeHealing() {
        let runs = record.steps.filter { $0.isHealed && $0.run != nil }
        guard let last = runs.last else { return }
        // A manifest with problems is not run at all.
        guard let code = last.exitCode, !last.messages.contains("nothing was called") else { return }
        // Whether a stop did anything whose answer the disk did not take, a person has to find out.
        let isUnclear = last.messages.contains("was lost is not known")
        let isPlain = last.documents.allSatisfy(\.isPlain) && !isUnclear
        let isShort = last.documents.contains { $0.deadline != nil }
        if ![0, 1, 4, 5].contains(code) && !(isShort && code == 3) || isPlain && code != 0 {
            note(9, "not healed: \(code)", "the last run ends with \(code): \(last.messages.suffix(300))")
        }
    }
}

extension Document {
    /// Whether nothing in it gives a run a reason to refuse a loop, or to fail on one.
    fileprivate var isPlain: Bool {
        let settings = loops.map(\.settings) + rules.map(\.settings)
        return protectedPrefixes.isEmpty && protectedFlows.isEmpty && minAge == nil && maxStops == nil
            && maxMissing == nil
            && maxFailures == nil && deadline == nil && maxLoops ?? 1_000 >= 1_000 && loops.count < 10
            && rules.allSatisfy { $0.keep == nil }
            && settings.allSatisfy {
                $0.onInProgress != "fail" && $0.onMissing == "ok" && $0.expectedFlow == nil && $0.createdBefore == nil
            }
    }
}
