import HumanLoops

extension ChainRun {
    /// The command line of a step, and what is known of it beforehand.
    ///
    /// - Returns: nil when there is nothing to do it with.
    func arguments(for step: Step, _ part: inout StepRecord) -> [String]? {
        let quiet = ["--progress", "none", "--color", "never"]
        switch step {
        case .plan: return ["plan", path("manifest.yaml"), "--out", path("plan.json")] + quiet
        case .verifyManifest: return ["verify", path("manifest.yaml")] + quiet
        case .verifyReport: return lastJournal.map { ["verify", $0] + quiet }
        case .discover(let rule):
            var words = ["discover", "--flow-definition", World.flow(rule.flow)] + quiet
            for status in rule.statuses { words += ["--status", "\(status)"] }
            if let age = rule.olderThan { words += ["--older-than", "\(age.components.seconds)s"] }
            if let age = rule.newerThan { words += ["--newer-than", "\(age.components.seconds)s"] }
            if let prefix = rule.prefix { words += ["--matching", "^\(prefix)"] }
            if let prefix = rule.excludedPrefix { words += ["--exclude", "^\(prefix)"] }
            if let keep = rule.keep { words += ["--duplicates-by", "^(.+)-[0-9]+$", "--keep", keep] }
            return words
        case .run(let options): return runArguments(options, &part).map { $0 + quiet }
        case .edit, .flipBit, .declinedRuns, .setClock, .changeAccount: return nil
        }
    }

    /// The command line of a run.
    private func runArguments(_ options: RunOptions, _ part: inout StepRecord) -> [String]? {
        let file: String
        switch options.subject {
        case .manifest: file = path("manifest.yaml")
        case .followUp:
            file = path("next-soak.yaml")
            guard let followUp else { return nil }
            (part.lineage, part.documents) = followUp
        case .discovered:
            file = path("found.yaml")
            guard let discovered else { return nil }
            (part.lineage, part.documents) = discovered
        }
        guard let text = contents(of: file) else { return nil }
        if options.subject != .manifest { part.written = text }
        // After an edit the plan alone would follow the manifest as it was.
        let isPlanEnough = options.namesPlanOnly && planManifest == text
        var words = ["run"] + (isPlanEnough ? [] : [file]) + ["--state-dir", path("state")]
        if options.thinks == nil { words.append("--yes") }
        if options.isResumed { words.append("--resume") }
        if options.followsPlan {
            guard contents(of: path("plan.json")) != nil else { return nil }
            words += ["--plan", path("plan.json")]
            part.lineage = planLineage
        }
        if options.isStopOnly { words.append("--stop-only") }
        if options.writesFollowUp { words += ["--follow-up", path("next-{name}.yaml")] }
        if let deadline = options.deadline { words += ["--deadline", "\(max(1, deadline.components.seconds))s"] }
        return words
    }
}
