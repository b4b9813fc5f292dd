package import CleanupEngine
package import CleanupManifest
import HumanLoops
import Support

/// What is left to do of a run that is resumed.
package struct ResumedWork {
    /// The manifest, cut down to the loops that the run is not done with.
    package var manifest: CleanupManifest
    /// What each of its loops is held against, in the same order; nil for one that no review and no line speaks of.
    package var preconditions: [LoopPrecondition?]
    package var earlier = EarlierParts()
    /// Whether the run is done with every loop that the journal tells of.
    private var isSettled = true

    /// Begins with a whole manifest, of which nothing was done; `preconditions` is empty when no plan was.
    package init(_ manifest: CleanupManifest, preconditions: [LoopPrecondition] = []) {
        self.manifest = manifest
        self.preconditions = preconditions.isEmpty ? Array(repeating: nil, count: manifest.loops.count) : preconditions
    }

    /// Finds out what a journal leaves to do.
    ///
    /// A loop that a rule found is resumed whatever the rule would say of it now, and a duplicate with the loop that was
    /// kept in its place: which loops a run is about, and which one it keeps, are facts of the whole run.
    package init(_ manifest: CleanupManifest, preconditions: [LoopPrecondition], after history: JournalHistory) {
        self.manifest = manifest
        self.preconditions = []
        self.manifest.loops = []
        let records = history.records
        var left = Set(records.lazy.filter { !$0.record.isSettled }.map(\.name))
        for (index, entry) in manifest.loops.enumerated() {
            left.remove(entry.name)
            let record = records[entry.name]
            if record?.isSettled ?? false { continue }
            self.manifest.loops.append(entry)
            let review = preconditions.isEmpty ? nil : preconditions[index]
            let kept = manifest.settings[entry.settings].keptInstead
            self.preconditions.append(
                record.flatMap { LoopPrecondition($0, review, of: nil, keptInstead: kept) } ?? review
            )
        }
        if !manifest.selections.isEmpty {
            earlier.settled = Set(records.lazy.filter { $0.record.isSettled }.map(\.name))
        }
        earlier.listedSince = history.listedSince
        earlier.kept = records.kept.union(manifest.settings.lazy.compactMap(\.keptInstead?.name))
        for name in left.sorted() {
            if let record = records[name] { add(name, record) }
        }
        for (name, record) in records { count(name, record) }
    }

    /// Whether nothing is left to do of a run that has come to its end by itself.
    ///
    /// A loop that is left to its rule is left to do. A run that was ended early is resumed even when every loop has its
    /// end: what ended it may still be there, such as a guard that does not hold.
    package func isNothing(after end: JournalEnd?) -> Bool {
        guard let end, manifest.loops.isEmpty, isSettled else { return false }
        return end.stopReasonCode == nil
    }

    /// Adds a loop that a rule had found, or has the rule find no other one of its name.
    mutating func add(_ name: HumanLoopName, _ record: LoopRecord) {
        guard let index = record.rule, manifest.selections.indices.contains(index),
            manifest.selections[index].duplicates == nil || record.keptInstead != nil,
            let review = LoopPrecondition(record, nil, of: manifest.selections[index])
        else {
            earlier.identities[name] = record.beginning
            return
        }
        manifest.loops.append(LoopEntry(name: name, of: manifest.selections[index], at: index))
        preconditions.append(review)
    }

    private mutating func count(_ name: HumanLoopName, _ record: LoopRecord) {
        if record.hasStopIntent { earlier.census.stopped += 1 }
        if record.isAnother {
            earlier.identities[name] = LoopTrace(
                creationTime: record.creationTime,
                flowDefinitionARN: record.flowDefinitionARN,
                isAnother: true
            )
        }
        if record.isSettled {
            earlier.census.looked += 1
            if record.wasMissing { earlier.census.missing += 1 }
        } else {
            // A loop that is only told of, such as a kept duplicate, needs no result.
            if record.outcome != nil || record.wasTouched { isSettled = false }
            if record.hasStopIntent { earlier.stopped.insert(name) }
        }
    }
}

extension LoopPrecondition {
    /// Makes what a loop is held against when a run is resumed: the review there was, else what the journal says.
    ///
    /// Nil when the journal does not say which loop it is.
    convenience init?(
        _ record: LoopRecord,
        _ review: LoopPrecondition?,
        of rule: SelectionRule?,
        keptInstead: KeptDuplicate? = nil
    ) {
        guard let trace = record.beginning else { return nil }
        let chosenAs = record.status ?? trace.loop?.status
        self.init(
            status: review == nil ? trace.loop?.status ?? record.status : review?.status,
            creationTime: review == nil ? trace.creationTime : review?.creationTime,
            flowDefinitionARN: review == nil ? trace.flowDefinitionARN : review?.flowDefinitionARN,
            isLeftAlone: review?.isLeftAlone ?? false,
            statuses: trace.statuses(outOf: review?.statuses ?? rule?.statuses ?? []),
            keepsAnswer: review?.keepsAnswer ?? rule?.keepsAnswer(chosenAs: chosenAs) ?? false,
            keptInstead: review?.keptInstead ?? record.keptInstead ?? keptInstead,
            keeper: review?.keeper,
            trace: trace
        )
    }
}

extension LoopTrace {
    /// The statuses in which a loop is still wanted, out of those that it was chosen for; empty for any.
    ///
    /// What the run has stopped is no longer in the status that was asked for. A stop whose answer is lost may have done nothing:
    /// then only what a stop makes of a loop is wanted besides.
    fileprivate func statuses(outOf chosen: [HumanLoopStatus]) -> [HumanLoopStatus] {
        if wasStopped || chosen.isEmpty { return [] }
        guard openCall == .stop else { return chosen }
        return chosen + [.stopping, .stopped].filter { !chosen.contains($0) }
    }
}
