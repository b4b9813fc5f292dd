package import CleanupEngine
package import CleanupManifest
package import HumanLoops
import Support

/// The loops that earlier runs of a manifest have stopped, or may have, and left: a later run takes them over.
///
/// What a run has stopped is no longer in the status that a rule asks for, so that the rule does not find it again.
package struct AbandonedLoops {
    /// Where the newest journal that tells of a loop leaves it, and whether it was stopped under the manifest as it is now.
    private var loops: [(name: HumanLoopName, record: LoopRecord, isOfManifest: Bool)] = []
    /// The loops that a journal has told of.
    private var seen: Set<HumanLoopName> = []

    package init() {}

    /// Takes in the journal of the run that goes on, before all others: it tells of its own loops.
    package mutating func pass(over history: JournalHistory) {
        for (name, record) in history.records where record.outcome != nil || record.wasTouched { seen.insert(name) }
    }

    /// Takes in the journal of an earlier run of the same name, the newest first; false when it cannot be believed.
    ///
    /// The manifest is nil when that run's was another, such as a follow-up, or the same before it was edited.
    package mutating func add(_ history: JournalHistory, of manifest: CleanupManifest?) -> Bool {
        guard history.flaws.isEmpty, history.isChained else { return false }
        if let manifest, (try? history.checkLoops(of: manifest)) == nil { return false }
        for (name, record) in history.records where record.outcome != nil || record.wasTouched {
            // What another manifest says of a loop counts when it is gone, or stopped.
            let isLeft = record.beginning?.mayBeStopped ?? false
            guard manifest != nil || isLeft || record.isSettled, seen.insert(name).inserted, isLeft else { continue }
            loops.append((name, record, isOfManifest: manifest != nil))
        }
        return true
    }

    /// Has a run take over what fits its manifest: loops that are named with a status, and those that one of its rules has
    /// found, or would find as they were before they were stopped.
    ///
    /// Nothing is taken over of what the run has from its own earlier parts. A saved plan (`isPlanned`) names all its loops.
    /// Returns how many are taken over; ages are counted from `now`. `SelectionFault` is thrown when the expression of a rule
    /// is none, or its search in a name was given up.
    package func takeOver(
        into work: inout ResumedWork,
        isPlanned: Bool,
        at now: Timestamp
    ) throws(SelectionFault) -> Int {
        let manifest = work.manifest
        var numbers: [HumanLoopName: Int] = [:]
        for (index, entry) in manifest.loops.enumerated() where work.preconditions[index]?.trace == nil {
            if isPlanned || !manifest.settings[entry.settings].statuses.isEmpty { numbers[entry.name] = index }
        }
        let names = Set(manifest.loops.lazy.map(\.name))
        let found = try found(by: manifest.selections, at: now)
        var count = 0
        for loop in loops.sorted(by: { $0.name < $1.name }) {
            let record = loop.record.takenOver
            if let index = numbers[loop.name] {
                let settings = manifest.settings[manifest.loops[index].settings]
                // The manifest names another loop that has the name now.
                if let creationTime = record.creationTime, settings.expectation.excludes(creationTime) { continue }
                let own = work.preconditions[index]
                work.preconditions[index] = LoopPrecondition(record, own, of: nil, keptInstead: settings.keptInstead)
            } else if let rule = loop.isOfManifest ? record.rule : found[loop.name], !names.contains(loop.name),
                // A rule about any status finds what was stopped by itself.
                manifest.selections.indices.contains(rule), !manifest.selections[rule].statuses.isEmpty
            {
                var record = record
                record.rule = rule
                work.add(loop.name, record)
                if let keptInstead = record.keptInstead { work.earlier.kept.insert(keptInstead.name) }
            } else {
                continue
            }
            count += 1
        }
        return count
    }

    /// The rules that would find loops of other manifests as they were before they were stopped; whether one is a duplicate can
    /// not be told any more.
    private func found(
        by rules: [SelectionRule],
        at now: Timestamp
    ) throws(SelectionFault) -> [HumanLoopName: Int] {
        var found: [HumanLoopName: Int] = [:]
        for (index, rule) in rules.enumerated() where !rule.statuses.isEmpty && rule.duplicates == nil {
            var selector = try LoopSelector(rule, now: now)
            for loop in loops where !loop.isOfManifest && found[loop.name] == nil {
                if let row = loop.record.rowBeforeStop(named: loop.name) { try selector.take(row) }
            }
            for selected in selector.selection() { found[selected.loop.name] = found[selected.loop.name] ?? index }
        }
        return found
    }
}

extension LoopTrace {
    fileprivate var mayBeStopped: Bool { wasStopped || openCall == .stop }
}

extension LoopRecord {
    /// The same for another run: a delete that only the earlier one has written down is not its own.
    fileprivate var takenOver: LoopRecord {
        guard let trace, trace.openCall == .delete else { return self }
        var record = self
        record.trace = LoopTrace(
            loop: trace.loop,
            initialStatus: trace.initialStatus,
            wasStopped: trace.wasStopped,
            creationTime: trace.creationTime,
            flowDefinitionARN: trace.flowDefinitionARN
        )
        return record
    }

    /// The row of a list that told of the loop before it was stopped; nil when it is not known which loop it is.
    fileprivate func rowBeforeStop(named name: HumanLoopName) -> HumanLoopSummary? {
        guard let creationTime, let flowDefinitionARN else { return nil }
        return HumanLoopSummary(
            name: name,
            status: trace?.initialStatus ?? .inProgress,
            creationTime: creationTime,
            flowDefinitionARN: flowDefinitionARN
        )
    }
}
