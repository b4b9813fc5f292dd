package import CleanupEngine
package import CleanupManifest
import HumanLoops

/// What is left to do of a run that is gone on with.
package struct ResumedWork {
    /// The manifest, cut down to the loops that the run is not done with.
    package var manifest: CleanupManifest
    /// What each of its loops is held against, in the same order; nil for one that no review and no line speaks of.
    package var reviewed: [ReviewedLoop?]
    /// What earlier parts have come to.
    package var earlier = EarlierParts()
    /// Whether the run is done with every loop that the journal tells of.
    private var isSettled = true

    /// Finds out what a journal leaves to do.
    ///
    /// A loop that a rule found and the run has touched is gone on with whatever the rule would say of it now; one that
    /// was found as a duplicate and not touched is left to the rule, because the loop that stays may be another by now.
    ///
    /// - Parameters:
    ///   - manifest: the manifest of the run.
    ///   - reviewed: what each of its loops is held against, in the same order; empty when none was reviewed.
    ///   - history: what the journal holds.
    package init(_ manifest: CleanupManifest, reviewed: [ReviewedLoop], after history: JournalHistory) {
        self.manifest = manifest
        self.reviewed = []
        self.manifest.loops = []
        let standings = history.standings
        var left = Set(standings.lazy.filter { !$0.standing.isSettled }.map(\.name))
        for (index, entry) in manifest.loops.enumerated() {
            left.remove(entry.name)
            let standing = standings[entry.name]
            if standing?.isSettled ?? false { continue }
            self.manifest.loops.append(entry)
            let review = reviewed.isEmpty ? nil : reviewed[index]
            self.reviewed.append(standing?.trace.map { ReviewedLoop($0, review, of: nil, stays: nil) } ?? review)
        }
        if !manifest.selections.isEmpty {
            earlier.settled = Set(standings.lazy.filter { $0.standing.isSettled }.map(\.name))
        }
        for name in left.sorted() {
            if let standing = standings[name] { add(name, standing) }
        }
        for (name, standing) in standings {
            if standing.hasStopIntent { earlier.census.stopped += 1 }
            if standing.isSettled {
                earlier.census.looked += 1
                if standing.wasMissing { earlier.census.missing += 1 }
            } else {
                isSettled = false
                if standing.hasStopIntent { earlier.stopped.insert(name) }
            }
        }
    }

    /// Whether nothing is left to do of a run that has come to its end by itself.
    ///
    /// A loop that is left to its rule is left to do. A run that was ended early is gone on with even when every loop has its
    /// end: what ended it may still be there, such as a guard that does not hold.
    package func isNothing(after end: JournalEnd?) -> Bool {
        guard let end, manifest.loops.isEmpty, isSettled else { return false }
        return end.haltCode == nil
    }

    /// Adds a loop that a rule had found.
    private mutating func add(_ name: HumanLoopName, _ standing: LoopStanding) {
        guard let trace = standing.trace, let index = rule(of: standing) else { return }
        let rule = manifest.selections[index]
        guard trace.wasTouched || rule.duplicates == nil else { return }
        manifest.loops.append(
            LoopEntry(name: name, settings: rule.settings, line: rule.line, column: rule.column, rule: index)
        )
        reviewed.append(ReviewedLoop(trace, nil, of: rule, stays: standing.stays))
    }

    /// Finds the rule that had found a loop: the one that its lines name, else the one that begins where they say.
    private func rule(of standing: LoopStanding) -> Int? {
        if let rule = standing.rule { return manifest.selections.indices.contains(rule) ? rule : nil }
        return manifest.selections.firstIndex { rule in
            rule.line == standing.manifestLine
                && (standing.flowDefinitionARN ?? rule.flowDefinitionARN) == rule.flowDefinitionARN
        }
    }
}

extension ReviewedLoop {
    /// Makes what a loop is held against when a run is gone on with: the review there was, else what the journal says.
    fileprivate convenience init(
        _ trace: LoopTrace,
        _ review: ReviewedLoop?,
        of rule: SelectionRule?,
        stays: StayingLoop?
    ) {
        let status = trace.loop?.status
        self.init(
            status: review == nil ? status : review?.status,
            creationTime: review == nil ? trace.loop?.creationTime : review?.creationTime,
            flowDefinitionARN: review == nil ? trace.loop?.flowDefinitionARN : review?.flowDefinitionARN,
            isLeftAlone: review?.isLeftAlone ?? false,
            // What the run has stopped is no longer in the status that the rule asked for.
            statuses: review?.statuses ?? (trace.wasTouched ? [] : rule?.statuses ?? []),
            keepsAnswer: review?.keepsAnswer ?? (rule?.duplicates?.keep == .completed && status != .completed),
            stays: review?.stays ?? stays,
            keeper: review?.keeper,
            trace: trace
        )
    }
}
