package import HumanLoops

/// The human loops of one account in one region, and what the API's operations do to them.
///
/// It is a value without clock, randomness or faults: those are `SimulatedService`'s. Every operation is told the time.
package struct SimulatedAccount: Sendable {
    package private(set) var id = "123456789012"
    package private(set) var region = "us-east-1"
    package private(set) var variants = ServiceVariants()
    /// Records refer to them by index.
    private(set) var templates: [LoopTemplate] = []
    private(set) var records: [HumanLoopName: SimulatedLoop] = [:]
    /// By the flow definition's ARN.
    private(set) var flows: [String: FlowIndex] = [:]

    /// Adds loops that follow one template; a name that is taken already keeps its loop.
    ///
    /// The first was started at `creationTime`, each next one a millisecond later. A template's `ends`, and the workers of
    /// loops that are `Stopping`, count from `moment`, when the simulation begins.
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
            records[name] = SimulatedLoop(template: templates.count - 1, creationTime: time, phase: phase)
            keys.append(FlowIndex.Key(creationTime: time, name: name))
            time = time + .milliseconds(1)
        }
        flows[template.flowDefinitionARN] = FlowIndex(keys)
    }

    /// Does what a call asks, and returns what the service says.
    package mutating func answer(_ call: SimulatedCall, at moment: Timestamp) -> SimulatedAnswer {
        switch call {
        case .describe(let name): describe(name, at: moment)
        case .list(let query): list(query, at: moment)
        case .start(let name, let flow): start(name, flowDefinitionARN: flow, at: moment)
        case .stop(let name): stop(name, at: moment)
        case .delete(let name): delete(name, at: moment)
        }
    }

    /// The status that a stop or a delete of a loop would meet; nil when there is no such loop.
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

    package func arn(of name: HumanLoopName) -> String { "arn:aws:sagemaker:\(region):\(id):human-loop/\(name)" }

    // MARK: Operations

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
        records[name] = SimulatedLoop(template: index, creationTime: moment, phase: .settled(.inProgress))
        flows[flowDefinitionARN]?.insert(FlowIndex.Key(creationTime: moment, name: name))
        return .started(arn: arn(of: name))
    }

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
            isGone ? nil : SimulatedLoop(template: record.template, creationTime: record.creationTime, phase: phase)
        flows[templates[record.template].flowDefinitionARN]?.noteDeletion { [records, variants] key in
            guard let record = records[key.name], record.creationTime == key.creationTime else { return true }
            return record.phase.listedStatus(at: moment, variants) == nil
        }
        return .accepted
    }

    // MARK: Parts

    /// Returns nil when the loop is gone, or its name belongs to a later one.
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

    private static func noSuchLoop(_ name: HumanLoopName) -> ServiceRefusal {
        ServiceRefusal(.resourceNotFound, "Human loop \(name) does not exist")
    }
}
