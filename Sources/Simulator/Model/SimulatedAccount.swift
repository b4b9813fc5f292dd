package import HumanLoops

/// The human loops of one account in one region, and what the API's operations do to them.
///
/// It is a value without clock, randomness or trouble: those are `SimulatedService`'s. Every operation is told the time.
package struct SimulatedAccount: Sendable {
    /// The twelve digits of the account.
    package let id: String
    /// The region that the loops are in.
    package let region: String
    /// How the service behaves where its documentation does not say.
    package let variants: ServiceVariants
    /// What loops have in common; records refer to it by index.
    private var templates: [LoopTemplate] = []
    /// The loops by name.
    private var records: [HumanLoopName: LoopRecord] = [:]
    /// The loops of each flow definition, by its ARN, in order.
    private var flows: [String: FlowIndex] = [:]

    /// Makes an account without loops.
    package init(id: String = "123456789012", region: String = "us-east-1", variants: ServiceVariants = .init()) {
        self.id = id
        self.region = region
        self.variants = variants
    }

    /// Adds loops that follow one template; a name that is taken already keeps its loop.
    ///
    /// - Parameters:
    ///   - names: the loops' names.
    ///   - template: what the loops have in common.
    ///   - creationTime: when the first of them was started; each next one was a millisecond later.
    ///   - moment: when the simulation begins: a template's `ends` counts from here, and so do the workers of loops that
    ///     are `Stopping`.
    package mutating func add(
        _ names: some Sequence<HumanLoopName>,
        following template: LoopTemplate,
        created creationTime: Timestamp,
        at moment: Timestamp
    ) {
        templates.append(template)
        var keys = flows[template.flowDefinitionARN]?.keys ?? []
        var time = creationTime
        for name in names where records[name] == nil {
            let phase = Self.firstPhase(of: template, at: moment)
            records[name] = LoopRecord(template: templates.count - 1, creationTime: time, phase: phase)
            keys.append(FlowIndex.Key(creationTime: time, name: name))
            time = time + .milliseconds(1)
        }
        flows[template.flowDefinitionARN] = FlowIndex(keys)
    }

    /// Carries out a call.
    ///
    /// - Parameters:
    ///   - call: what is asked.
    ///   - moment: when.
    /// - Returns: what the service says; the account is changed when the call changes it.
    package mutating func answer(_ call: SimulatedCall, at moment: Timestamp) -> SimulatedAnswer {
        switch call {
        case .describe(let name): describe(name, at: moment)
        case .list(let query): list(query, at: moment)
        case .start(let name, let flow): start(name, flowDefinitionARN: flow, at: moment)
        case .stop(let name): stop(name, at: moment)
        case .delete(let name): delete(name, at: moment)
        }
    }

    /// The status that a stop or a delete of a loop would meet.
    ///
    /// - Returns: nil when there is no such loop.
    package func status(of name: HumanLoopName, at moment: Timestamp) -> HumanLoopStatus? {
        records[name]?.phase.status(at: moment, variants)
    }

    /// How many loops there are in each status, those being deleted included.
    package func counts(at moment: Timestamp) -> [HumanLoopStatus: Int] {
        records.values.reduce(into: [:]) { counts, record in
            guard let status = record.phase.status(at: moment, variants) else { return }
            counts[status, default: 0] += 1
        }
    }

    /// The ARN of a loop of this account.
    package func arn(of name: HumanLoopName) -> String {
        "arn:aws:sagemaker:\(region):\(id):human-loop/\(name)"
    }

    // MARK: Operations

    /// Answers DescribeHumanLoop.
    private func describe(_ name: HumanLoopName, at moment: Timestamp) -> SimulatedAnswer {
        guard let record = records[name], let status = record.phase.describedStatus(at: moment, variants) else {
            return .refused(Self.noSuchLoop(name))
        }
        let template = templates[record.template]
        let hasFailed = status == .failed
        return .described(
            HumanLoop(
                name: name,
                status: status,
                creationTime: record.creationTime,
                flowDefinitionARN: template.flowDefinitionARN,
                arn: arn(of: name),
                failureCode: hasFailed ? template.failureCode : nil,
                failureReason: hasFailed ? template.failureReason : nil,
                outputS3URI: status == .completed ? template.output(of: name) : nil
            )
        )
    }

    /// Answers ListHumanLoops.
    private func list(_ query: HumanLoopQuery, at moment: Timestamp) -> SimulatedAnswer {
        guard let flow = flows[query.flowDefinitionARN] else {
            return .refused(.init(.resourceNotFound, "Flow definition \(query.flowDefinitionARN) does not exist"))
        }
        do {
            let walk = try PageWalk(query, variants: variants, at: moment)
            return .listed(walk.page(of: flow) { summary(of: $0, at: moment) })
        } catch {
            return .refused(error)
        }
    }

    /// Answers StartHumanLoop.
    private mutating func start(
        _ name: HumanLoopName,
        flowDefinitionARN: String,
        at moment: Timestamp
    ) -> SimulatedAnswer {
        guard flows[flowDefinitionARN] != nil else {
            return .refused(.init(.validation, "Flow definition \(flowDefinitionARN) does not exist"))
        }
        if let record = records[name], record.phase.describedStatus(at: moment, variants) != nil {
            return .refused(.init(.conflict, "Human loop \(name) already exists"))
        }
        let template = LoopTemplate(flowDefinitionARN: flowDefinitionARN)
        let index = templates.firstIndex(of: template) ?? templates.count
        if index == templates.count { templates.append(template) }
        records[name] = LoopRecord(template: index, creationTime: moment, phase: .settled(.inProgress))
        flows[flowDefinitionARN]?.insert(FlowIndex.Key(creationTime: moment, name: name))
        return .started(arn: arn(of: name))
    }

    /// Answers StopHumanLoop.
    private mutating func stop(_ name: HumanLoopName, at moment: Timestamp) -> SimulatedAnswer {
        guard let record = records[name], let status = record.phase.status(at: moment, variants) else {
            return .refused(Self.noSuchLoop(name))
        }
        guard status == .inProgress else {
            switch variants.stopOnEnded {
            case .ok: return .accepted
            case .invalid:
                return .refused(.init(.validation, "Human loop \(name) is not in progress: its status is \(status)"))
            }
        }
        records[name]?.phase =
            if let workers = templates[record.template].workers {
                .changing(.stopping, at: moment + workers.after, to: workers.status)
            } else {
                .settled(.stopped)
            }
        return .accepted
    }

    /// Answers DeleteHumanLoop.
    private mutating func delete(_ name: HumanLoopName, at moment: Timestamp) -> SimulatedAnswer {
        guard let record = records[name], let status = record.phase.status(at: moment, variants) else {
            return .refused(Self.noSuchLoop(name))
        }
        guard status.isTerminal else {
            let code: ServiceRefusal.Code = variants.deleteOnActive == .conflict ? .conflict : .validation
            return .refused(.init(code, "Human loop \(name) cannot be deleted: its status is \(status)"))
        }
        let phase = LoopPhase.deleted(at: moment, was: status)
        let isGone = phase.listedStatus(at: moment, variants) == nil
        records[name] =
            isGone ? nil : LoopRecord(template: record.template, creationTime: record.creationTime, phase: phase)
        flows[templates[record.template].flowDefinitionARN]?.noteDeletion { [records, variants] key in
            guard let record = records[key.name], record.creationTime == key.creationTime else { return true }
            return record.phase.listedStatus(at: moment, variants) == nil
        }
        return .accepted
    }

    // MARK: Parts

    /// The row of a list that shows a loop.
    ///
    /// - Returns: nil when the loop is gone, or its name belongs to a later one.
    private func summary(of key: FlowIndex.Key, at moment: Timestamp) -> HumanLoopSummary? {
        guard
            let record = records[key.name], record.creationTime == key.creationTime,
            let status = record.phase.listedStatus(at: moment, variants)
        else { return nil }
        let template = templates[record.template]
        return HumanLoopSummary(
            name: key.name,
            status: status,
            creationTime: record.creationTime,
            flowDefinitionARN: template.flowDefinitionARN,
            failureReason: status == .failed ? template.failureReason : nil
        )
    }

    /// Where a loop stands when the simulation begins.
    private static func firstPhase(of template: LoopTemplate, at moment: Timestamp) -> LoopPhase {
        let end: ScheduledEnd? =
            switch template.status {
            case .inProgress: template.ends
            case .stopping: template.workers
            case .stopped, .completed, .failed, .deleting, .other: nil
            }
        guard let end else { return .settled(template.status) }
        return .changing(template.status, at: moment + end.after, to: end.status)
    }

    /// What is said of a loop that does not exist.
    private static func noSuchLoop(_ name: HumanLoopName) -> ServiceRefusal {
        ServiceRefusal(.resourceNotFound, "Human loop \(name) does not exist")
    }
}
