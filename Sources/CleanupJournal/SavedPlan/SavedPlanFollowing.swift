package import CleanupEngine
package import CleanupManifest
package import HumanLoops
import Support

extension SavedPlan {
    /// How far a plan may be ahead of this machine's clock, which may be wrong: the service's clock tells more.
    private static var clockTolerance: Duration { .seconds(86_400) }

    /// Cuts a manifest down to the loops of the plan: its rules are not followed again, and no other loop is touched.
    ///
    /// The plan must be of the manifest as it is now, and not too old; `maximumAge` is nil when that is checked later.
    package func narrow(
        _ manifest: CleanupManifest,
        digest: String,
        now: Timestamp,
        maximumAge: Duration?
    ) throws(SavedPlanError) -> (manifest: CleanupManifest, preconditions: [LoopPrecondition]) {
        guard digest == self.digest, manifest.name == name else {
            throw .unfit("it was made from another manifest than this, or the manifest was changed since")
        }
        if let maximumAge { try checkAge(now: now, maximumAge: maximumAge) }
        guard madeAt - now <= Self.clockTolerance else {
            throw .unfit("it was made at \(madeAt), which is in the future; check the clock")
        }
        let named = Dictionary(manifest.loops.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var narrowed = manifest
        narrowed.selections = []
        narrowed.loops = []
        let keepers = keepers
        var preconditions: [LoopPrecondition] = []
        let exclusions = try exclusions(of: manifest.selections)
        for loop in loops {
            let entry = try entry(of: loop, named, manifest.selections)
            if let rule = loop.rule, (try? exclusions[rule].holds(loop.name)) ?? true {
                throw .unreadable("rule \(rule + 1) of the manifest excludes '\(loop.name)'")
            }
            let rule = loop.rule.map { manifest.selections[$0] }
            let precondition = LoopPrecondition(
                status: loop.status,
                creationTime: loop.creationTime,
                flowDefinitionARN: loop.flowDefinitionARN,
                isLeftAlone: loop.isLeftAlone,
                statuses: rule?.statuses ?? [],
                keepsAnswer: rule?.keepsAnswer(chosenAs: loop.status) ?? false,
                keptInstead: try kept(insteadOf: loop, manifest.settings[entry.settings].keptInstead),
                keeper: keepers[loop.name]
            )
            narrowed.loops.append(entry)
            preconditions.append(precondition)
        }
        return (narrowed, preconditions)
    }

    /// The loops that are kept in the place of others.
    package var kept: Set<HumanLoopName> { Set(loops.lazy.compactMap(\.keptInstead?.name)) }

    /// Refuses a plan that is too old to be followed by a run that begins.
    package func checkAge(now: Timestamp, maximumAge: Duration) throws(SavedPlanError) {
        guard now - madeAt <= maximumAge else {
            throw .unfit(
                "it was made at \(madeAt), \(DurationText.twoUnits(now - madeAt)) ago, which is too long ago: "
                    + "--plan-max-age is \(DurationText.twoUnits(maximumAge))"
            )
        }
    }

    /// Refuses a plan that was made in another place than the one that is called.
    package func check(_ place: CalledPlace) throws(SavedPlanError) {
        guard place.agrees(with: self.place) else {
            throw .unfit("it was made for \(self.place.text), and this is \(place.text)")
        }
    }

    private func exclusions(of rules: [SelectionRule]) throws(SavedPlanError) -> [NameExclusion] {
        do throws(NameExpressionError) {
            return try rules.map { rule throws(NameExpressionError) in try NameExclusion(of: rule) }
        } catch {
            throw .unreadable("a rule of the manifest cannot be followed: \(error)")
        }
    }

    /// The loops that stay in the place of others, and the first rule by which each does.
    private var keepers: [HumanLoopName: Int] {
        Dictionary(
            loops.lazy.compactMap { loop in loop.rule.flatMap { rule in loop.keptInstead.map { ($0.name, rule) } } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Finds the loop that is kept in the place of one of the plan: what a rule chose, or what the manifest says.
    private func kept(insteadOf loop: Loop, _ named: KeptDuplicate?) throws(SavedPlanError) -> KeptDuplicate? {
        guard loop.rule == nil, let keptInstead = loop.keptInstead else { return loop.keptInstead ?? named }
        guard let named, named.name == keptInstead.name, named.creationTime == keptInstead.creationTime else {
            throw .unreadable("the manifest does not keep '\(keptInstead.name)' instead of '\(loop.name)'")
        }
        return keptInstead
    }

    private func entry(
        of loop: Loop,
        _ named: [HumanLoopName: LoopEntry],
        _ rules: [SelectionRule]
    ) throws(SavedPlanError) -> LoopEntry {
        if let index = loop.rule {
            guard index < rules.count, named[loop.name] == nil else {
                throw .unreadable("the manifest has no rule \(index + 1) that '\(loop.name)' could be of")
            }
            let rule = rules[index]
            guard (loop.flowDefinitionARN ?? rule.flowDefinitionARN) == rule.flowDefinitionARN else {
                throw .unreadable("rule \(index + 1) of the manifest is about other loops than '\(loop.name)'")
            }
            guard (loop.keptInstead == nil) == (rule.duplicates == nil) else {
                throw .unreadable("it does not say what stays in the place of '\(loop.name)', or says it without need")
            }
            return LoopEntry(name: loop.name, of: rule, at: index)
        }
        guard let entry = named[loop.name] else { throw .unreadable("the manifest does not name '\(loop.name)'") }
        return entry
    }
}
