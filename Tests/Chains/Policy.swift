import HumanLoops

/// A call that changes a loop, with what the caller knew when it made it.
struct Deed {
    /// Stop or delete.
    let operation: HumanLoopOperation
    /// The loop's name.
    let name: String
    /// What the look told that it rests on.
    let told: HumanLoop
    /// Where the loop stood before this run stopped it; else where the look told that it stands.
    let statusBefore: HumanLoopStatus
    /// The service's time when it was sent.
    let at: Timestamp
}

extension Document {
    /// How much the service's time may be off: its `Date` counts seconds, and an answer was under way.
    private static let tolerance = Duration.seconds(20)

    /// Tells why the policy does not allow a call.
    ///
    /// - Returns: nil when it does.
    func objection(to deed: Deed) -> String? {
        if protectedPrefixes.contains(where: { deed.name.hasPrefix($0) }) { return "\(deed.name) is protected by name" }
        if let flow = protectedFlows.first(where: { World.flow($0) == deed.told.flowDefinitionARN }) {
            return "flow-\(flow) is protected"
        }
        if let minAge, deed.at - deed.told.creationTime < minAge - Self.tolerance { return "it is younger than minAge" }
        let named = loops.filter { $0.name == deed.name }.map { objection(to: deed, $0.settings, statuses: []) }
        let found = rules.filter { $0.finds(deed) }.map { objection(to: deed, $0.settings, statuses: $0.statuses) }
        let objections = named + found
        if objections.contains(where: { $0 == nil }) { return nil }
        return objections.compactMap(\.self).first ?? "no entry names it and no rule finds it"
    }

    /// Tells why settings do not allow a call.
    private func objection(to deed: Deed, _ settings: Settings, statuses: [HumanLoopStatus]) -> String? {
        if let flow = settings.expectedFlow, World.flow(flow) != deed.told.flowDefinitionARN {
            return "it is of another flow definition than expected"
        }
        if let limit = settings.createdBefore, deed.told.creationTime >= limit { return "it was created too late" }
        if !statuses.isEmpty, !statuses.contains(deed.statusBefore) {
            return "the rule's status filter does not hold \(deed.statusBefore)"
        }
        switch (deed.operation, deed.told.status) {
        case (.stop, _): return settings.onInProgress == "stop" ? nil : "onInProgress is \(settings.onInProgress)"
        case (.delete, .completed): return settings.onCompleted == "delete" ? nil : "onCompleted is keep"
        case (.delete, .failed): return settings.onFailed == "delete" ? nil : "onFailed is keep"
        default: return nil
        }
    }

    /// Whether a loop that is there goes by the policy of an entry that names it; what would be refused counts as well.
    func wantsGone(_ named: NamedLoop, _ status: HumanLoopStatus) -> Bool { named.settings.wantsGone(status) }

    /// Whether a loop that a rule finds goes by the policy, with nothing that protects it.
    func wantsGone(_ rule: Rule, _ name: String, _ loop: Incarnation, _ status: HumanLoopStatus, at now: Timestamp)
        -> Bool
    {
        let age = now - loop.created
        guard rule.settings.wantsGone(status), rule.statuses.isEmpty || rule.statuses.contains(status),
            rule.flow == loop.flow, rule.isAbout(name),
            rule.olderThan.map({ age > $0 + .seconds(3_600) }) ?? true, rule.newerThan.map({ age < $0 }) ?? true,
            rule.settings.expectedFlow.map({ $0 == loop.flow }) ?? true,
            rule.settings.createdBefore.map({ loop.created < $0 }) ?? true,
            minAge.map({ age > $0 + .seconds(3_600) }) ?? true
        else { return false }
        return !isProtected(name, of: loop.flow)
    }

    /// Whether a loop is protected: the rules of the file's other documents leave it then, too.
    func isProtected(_ name: String, of flow: Int) -> Bool {
        protectedFlows.contains(flow) || protectedPrefixes.contains { name.hasPrefix($0) }
    }
}

extension Settings {
    /// Whether a loop of a status goes by them; one that they would have a run fail on counts as well.
    func wantsGone(_ status: HumanLoopStatus) -> Bool {
        switch status {
        case .inProgress: onInProgress != "skip"
        case .completed: onCompleted == "delete"
        case .failed: onFailed == "delete"
        case .stopped, .stopping: true
        case .deleting, .other: false
        }
    }
}

extension Rule {
    /// Whether the rule could have found the loop of a call, its status aside.
    func finds(_ deed: Deed) -> Bool {
        let age = deed.at - deed.told.creationTime
        return World.flow(flow) == deed.told.flowDefinitionARN && isAbout(deed.name)
            && (olderThan.map { age >= $0 - .seconds(2) } ?? true)
    }

    /// Whether a run is to fail because there never was such a flow definition.
    var failsForWantOfItsFlow: Bool { flow == World.absentFlow && settings.onMissing == "fail" }

    /// Whether a status is one that the rule wants.
    func wants(_ status: HumanLoopStatus) -> Bool { statuses.isEmpty || statuses.contains(status) }
}
