package import CleanupEngine
package import CleanupManifest
import HumanLoops
import Support

extension JournalHistory {
    /// The account of the run: the one it was told, else that of the first loop that was seen; nil when neither is known.
    package var account: String? {
        start?.account
            ?? records.lazy.compactMap { $0.record.flowDefinitionARN.flatMap { AmazonResourceName($0)?.account } }
            .first
    }

    /// Refuses a journal of another manifest than this one as it is now, of another saved plan, or of another place.
    package func check(
        name: String,
        digest: String,
        plan: String? = nil,
        place: CalledPlace
    ) throws(JournalError) {
        guard let start else { throw .unreadable("it is missing its first whole line") }
        if let flaw = flaws.named.first { throw .contradictory(flaw) }
        guard isChained else { throw .contradictory("its lines have no 'chain', as those of an earlier version") }
        guard start.name == name, start.manifestDigest == digest else {
            throw .unfit(
                "it is of another manifest than this, or the manifest was changed since: resume with the manifest as it was, "
                    + "or start a new run without --resume"
            )
        }
        var own = start.calledPlace
        own.account = account
        guard own.agrees(with: place) else {
            throw .unfit("it is of a run at \(own.text), and this is \(place.text): go on there, or start a new run")
        }
        guard start.planDigest == plan else {
            throw .unfit(
                start.planDigest == nil
                    ? "its run follows no saved plan, or does not say so: start a new run to follow one"
                    : "its run follows another saved plan: name that one with --plan, or start a new run"
            )
        }
    }

    /// Refuses a journal of a loop that neither the manifest (cut down to a plan) names nor a rule can have found.
    package func checkLoops(of manifest: CleanupManifest) throws(JournalError) {
        var named = LoopNameTable()
        for entry in manifest.loops { _ = named.add(entry.name) }
        let exclusions = manifest.selections.map { try? NameExclusion(of: $0) }
        for (name, record) in records where named.number(of: name) == nil {
            guard let rule = record.rule else {
                // A loop that is only told of may be a kept duplicate.
                guard record.outcome != nil || record.wasTouched else { continue }
                throw .contradictory("the manifest does not name '\(name)', and no rule has found it")
            }
            guard manifest.selections.indices.contains(rule) else {
                throw .contradictory("'\(name)' is of rule \(rule + 1), and there is none")
            }
            guard !((try? exclusions[rule]?.holds(name)) ?? true) else {
                throw .contradictory("rule \(rule + 1) of the manifest excludes '\(name)'")
            }
            let flowDefinition = manifest.selections[rule].flowDefinitionARN
            guard record.isAnother || (record.flowDefinitionARN ?? flowDefinition) == flowDefinition else {
                throw .contradictory("rule \(rule + 1) of the manifest is about other loops than '\(name)'")
            }
        }
    }
}

extension RunStart {
    /// The place that was called, as it can be compared with another.
    package var calledPlace: CalledPlace {
        CalledPlace(account: account, region: region, endpoint: isSimulated ? nil : endpoint)
    }
}

extension JournalHistory {
    /// The claims of a journal that its loops are gone, by name: of all loops that the run was to remove.
    ///
    /// What the manifest keeps is not among them, and neither is what is kept in the place of duplicates.
    package var claims: [AbsenceClaim] {
        let kept = records.kept
        return records.lazy.filter { name, record in !kept.contains(name) && isToGo(record) }.map {
            name,
            record in
            if record.isAnother { return AbsenceClaim.ofAnother(name) }
            return AbsenceClaim(
                name: name,
                creationTime: record.creationTime,
                flowDefinitionARN: record.flowDefinitionARN
            )
        }.sorted { $0.name < $1.name }
    }

    private func isToGo(_ record: LoopRecord) -> Bool {
        switch record.outcome {
        case .kept: false
        case .deleted, .alreadyGone, .deferred, .refused, .failed, .notAttempted: true
        // A run that has come to its end says how every loop of it ended: another one was only looked at.
        case nil: record.wasTouched || end == nil
        }
    }
}
