import HumanLoops
import TestSupport

/// Audits a chain from outside: by the service's log, the journals' bytes and the exit codes, and never by what the product
/// believes.
struct Judge {
    /// A name in one run, with all that continues it.
    struct Key: Hashable {
        let lineage: Int
        let name: String
    }

    /// Which loop a name was told to be, and by which step.
    struct Pin {
        let created: Timestamp
        let flow: String
        let status: HumanLoopStatus
        let step: Int
    }

    /// What is audited.
    let record: ChainRecord
    /// The calls for each name, by step.
    let calls: [Int: [String: [CallRecord]]]
    /// Which loop each name was first told to be.
    private(set) var pins: [Key: Pin] = [:]
    /// What lists told each run, by group of duplicates, and when.
    private(set) var listed: [Key: [String: [Duration]]] = [:]
    /// What was found so far.
    var breaches: [Breach]

    /// Prepares the audit of a chain.
    init(_ record: ChainRecord) {
        self.record = record
        breaches = record.breaches
        var calls: [Int: [String: [CallRecord]]] = [:]
        for call in record.log where call.operation != .list {
            calls[call.step, default: [:]][call.name, default: []].append(call)
        }
        self.calls = calls
    }

    /// Audits everything.
    ///
    /// - Returns: all breaches, each kind once.
    mutating func judge() -> [Breach] {
        readTellings()
        for call in record.log where call.operation.isMutating && call.sentAt != nil { judge(call) }
        for part in record.steps where !part.arguments.isEmpty {
            judgeTime(of: part)
            judgeEnd(of: part)
        }
        judgeLimits()
        judgeHealing()
        var kinds: Set<String> = []
        return breaches.filter { kinds.insert($0.kind).inserted }
    }

    /// Takes down a breach.
    mutating func note(_ invariant: Int, _ kind: String, _ story: String) {
        breaches.append(Breach(invariant: invariant, kind: kind, story: story))
    }

    /// Reads which loop each name was told to be.
    private mutating func readTellings() {
        for call in record.log.sorted(by: { ($0.answeredAt ?? .zero) < ($1.answeredAt ?? .zero) })
        where call.answeredAt != nil {
            let lineage = record.steps[call.step].lineage
            switch call.answer {
            case .described(let loop):
                tell(HumanLoopSummary(loop), lineage, call.step)
            case .listed(let rows):
                // Of a list that was not read to its end nothing is taken.
                let part = record.steps[call.step]
                let isRead =
                    (part.run == nil || calls[call.step] != nil) && !part.messages.contains("could not be listed")
                for row in rows {
                    let key = Key(lineage: lineage, name: World.group(of: row.name.rawValue))
                    // What a process knew that was killed is lost with it, unless the disk has it.
                    if isRead, part.exitCode != nil || part.identities.contains(row.name.rawValue) {
                        let row = "\(row.name.rawValue) \(row.creationTime)"
                        listed[key, default: [:]][row, default: []].append(call.sentAt ?? .zero)
                    }
                    tell(row, lineage, call.step)
                }
            default: break
            }
        }
    }

    /// Takes down what a run was told of a name: the first telling counts for all its parts, unless it was lost with a process
    /// that was killed, or could not write.
    private mutating func tell(_ row: HumanLoopSummary, _ lineage: Int, _ step: Int) {
        let name = row.name.rawValue
        let key = pinKey(lineage, step, name)
        if let pin = pins[key], pin.step == step || keeps(pin, of: name) { return }
        pins[key] = Pin(
            created: row.creationTime,
            flow: row.flowDefinitionARN ?? "",
            status: row.status,
            step: step
        )
    }

    /// Where it is taken down which loop a name was told to be: each document has a run of its own, and a step of several one
    /// for itself.
    func pinKey(_ lineage: Int, _ step: Int, _ name: String) -> Key {
        Key(lineage: record.steps[step].documents.count == 1 ? lineage : -1 - step, name: name)
    }

    /// Whether what a step was told of a name reaches the next part of its run.
    private func keeps(_ pin: Pin, of name: String) -> Bool {
        let part = record.steps[pin.step]
        if calls[pin.step]?[name]?.contains(where: { $0.operation.isMutating && $0.evidence != nil }) ?? false {
            return true
        }
        if part.identities.contains(name) || part.artefact.contains(name) { return true }
        // Of a list that was not read to its end nothing is taken.
        return part.run != nil && part.isInScope(name, pin) && [0, 1, 3, 4, 5].contains(part.exitCode)
            && !part.journals.isEmpty && calls[pin.step] != nil && !part.messages.contains("could not be listed")
    }

    /// The last look that a call can rest on.
    private func look(before call: CallRecord) -> CallRecord? {
        calls[call.step]?[call.name]?.filter { look in
            if case .described = look.answer, let at = look.answeredAt { return at <= call.calledAt }
            return false
        }.max { ($0.answeredAt ?? .zero) < ($1.answeredAt ?? .zero) }
    }

    /// Audits a stop or a delete.
    private mutating func judge(_ call: CallRecord) {
        guard let sentAt = call.sentAt else { return }
        let part = record.steps[call.step]
        let deedName = "\(call.operation.rawValue) of \(call.name) in step \(call.step + 1) at \(sentAt.seconds)"
        guard let look = look(before: call), case .described(let told) = look.answer, let lookedAt = look.sentAt else {
            return note(3, "call without a look", "\(deedName) rests on no describe of that loop")
        }
        if sentAt - lookedAt > SendPermit.longestLookAge {
            note(3, "call on an old look", "\(deedName) rests on a describe sent \((sentAt - lookedAt).seconds) before")
        }
        if let consentedAt = part.consentedAt {
            if lookedAt < consentedAt {
                note(
                    3,
                    "look from before consent",
                    "\(deedName) rests on a describe from before consent at \(consentedAt.seconds)"
                )
            }
        } else {
            note(4, "call without consent", deedName)
        }
        if call.operation == .stop ? told.status != .inProgress : !told.status.isTerminal {
            note(4, "call in the wrong status", "\(deedName), last told to be \(told.status)")
        }
        let isUsed = calls[call.step]?[call.name]?.contains { other in
            other.hadEffect && other.calledAt >= look.answeredAt ?? sentAt
                && (other.sentAt ?? sentAt) < sentAt
        }
        if isUsed == true { note(3, "look used twice", "\(deedName) rests on a describe that another call rests on") }
        judgeEvidence(of: call, told, deedName)
        let before = statusesBefore(call, told)
        let objections = before.map { status in
            let deed = Deed(
                operation: call.operation,
                name: call.name,
                told: told,
                statusBefore: status,
                at: World.beginning + sentAt
            )
            return part.documents.map { $0.objection(to: deed) }
        }
        if objections.allSatisfy({ !$0.contains(where: { $0 == nil }) }) {
            let why = objections[0].compactMap(\.self).joined(separator: "; ")
            note(1, "policy: \(why.split(separator: " ").suffix(3).joined(separator: " "))", "\(deedName): \(why)")
        }
        if part.run?.isStopOnly == true, call.operation == .delete { note(1, "delete with --stop-only", deedName) }
        if let pin = pins[pinKey(part.lineage, call.step, call.name)],
            pin.created != told.creationTime || pin.flow != told.flowDefinitionARN
        {
            note(
                1,
                "namesake touched",
                "\(deedName): step \(pin.step + 1) was told that it was created \(pin.created), not \(told.creationTime)"
            )
        }
        judgeCopies(call, told, before[0], deedName)
    }

    /// Where a loop may be said to have stood before its run, or an earlier one whose work it takes over, stopped it; a stop that
    /// neither was accepted nor did anything does not count.
    ///
    /// A later run may take over what was stopped, or find it as it is.
    private func statusesBefore(_ call: CallRecord, _ told: HumanLoop) -> [HumanLoopStatus] {
        let part = record.steps[call.step]
        let stops = record.log.filter { $0.operation == .stop && $0.name == call.name }
        let isOwn = stops.contains { other in
            guard record.steps[other.step].lineage == part.lineage, let at = other.sentAt, at < call.sentAt ?? .zero
            else {
                return false
            }
            if case .accepted = other.answer { return true }
            return other.hadEffect
        }
        if isOwn { return [.inProgress] }
        // The same loop, by its evidence.
        let takenOver = stops.filter {
            $0.step < call.step && $0.hadEffect && $0.evidence?.creationTime == "\(told.creationTime)"
        }
        return takenOver.isEmpty ? [told.status] : [.inProgress, told.status]
    }

    /// Audits that the evidence of a call was safe before it was sent, and says what the look told.
    private mutating func judgeEvidence(of call: CallRecord, _ told: HumanLoop, _ deedName: String) {
        guard let evidence = call.evidence else {
            return note(4, "evidence not durable", "\(deedName) has no loop_intent on the disk")
        }
        let said = [evidence.status, evidence.creationTime, evidence.flowDefinitionArn, evidence.outputS3Uri]
        let true_ = ["\(told.status)", "\(told.creationTime)", told.flowDefinitionARN, told.outputS3URI]
        if said != true_ {
            note(3, "evidence differs", "\(deedName): the journal says \(said), and the describe told \(true_)")
        }
        if let kept = evidence.stays?.name, let sentAt = call.sentAt {
            let looks = calls[call.step]?[kept] ?? []
            let isFresh = looks.contains { look in
                guard look.operation == .describe, let at = look.sentAt, let answered = look.answeredAt else {
                    return false
                }
                return answered <= call.calledAt && at >= sentAt - SendPermit.longestLookAge
            }
            if !isFresh {
                note(
                    2,
                    "kept duplicate not looked at",
                    "\(deedName): \(kept), which is kept, was not looked at just before"
                )
            }
        }
    }
}

extension StepRecord {
    /// Whether a document of the step names a loop, or a rule is about one like it.
    func isInScope(_ name: String, _ pin: Judge.Pin) -> Bool {
        documents.contains { document in
            document.loops.contains { $0.name == name }
                || document.rules.contains { rule in
                    World.flow(rule.flow) == pin.flow && rule.wants(pin.status)
                        && rule.isAbout(name)
                }
        }
    }
}

extension Duration {
    /// The duration in seconds, for people.
    var seconds: String {
        let (whole, rest) = components
        return "\(Double(whole) + Double(rest / 1_000_000_000_000_000) / 1_000) s"
    }
}
