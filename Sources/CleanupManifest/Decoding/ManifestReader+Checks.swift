import HumanLoops
import Support
import YAML

extension ManifestReader {
    /// Checks what sections say about each other, and makes a manifest, which is of no use when problems of it were reported.
    mutating func finish(_ root: YAMLNode) -> CleanupManifest {
        checkLists(root)
        checkHomes()
        let (settings, indices) = resolveSettings()
        mergeRepetitions(indices)
        checkKeptLoops()
        for index in selections.indices { selections[index].settings = indices[selections[index].settings] }
        checkSelections(settings)
        return CleanupManifest(
            name: name ?? nameOfFile(root),
            target: target,
            guards: guards,
            execution: execution,
            settings: settings,
            loops: takeLoops(settings: indices),
            details: details,
            selections: selections,
            sources: sources,
            listDigests: listDigests
        )
    }

    /// Checks that something leads to loops, and that what rules find is bounded.
    private func checkLists(_ root: YAMLNode) {
        let help = "give the manifest 'loops', 'loopsFrom' or 'select'"
        if !lists.isGiven {
            yaml.report(.missingKey, at: root, "'loops' is missing", help: help)
        } else if !lists.isFilled, let empty = lists.empty {
            yaml.report(.noLoops, at: empty, "\(empty.subject) names no loop", help: help)
        }
        guard let selectPlace, !isLoopCountBounded else { return }
        report(
            .unboundedSelection,
            at: selectPlace,
            "'select' needs 'guards.maxLoops': what a rule finds is not what a person listed",
            help: "say how many loops it may be at the most: guards: {maxLoops: 500}"
        )
    }

    /// Checks that the loops that each rule finds can meet the settings that they are removed under.
    private func checkSelections(_ settings: [LoopSettings]) {
        for rule in selections where !rule.flowDefinitionARN.isEmpty {
            let shared = settings[rule.settings]
            if let expected = shared.expectation.flowDefinitionARN, expected != rule.flowDefinitionARN {
                let message = "this rule lists the loops of another flow definition than is expected of them"
                let help = "expected is \(expected), and the rule lists \(rule.flowDefinitionARN)"
                report(rule, message, help: help)
            }
            if !shared.statuses.isEmpty, !rule.statuses.isEmpty,
                !rule.statuses.contains(where: shared.statuses.contains)
            {
                let statuses = shared.statuses.map(\.description).joined(separator: ", ")
                let message = "'defaults.status' keeps every loop that this rule finds"
                report(rule, message, help: "'defaults.status' holds for rules too: add one of its own (\(statuses))")
            }
        }
    }

    private func report(_ rule: SelectionRule, _ message: String, help: String) {
        yaml.report(.contradiction, at: TextPosition(line: rule.line, column: rule.column), message, help: help)
    }

    /// Takes the manifest's name from its file.
    private func nameOfFile(_ root: YAMLNode) -> String {
        // An open file of the process has a number, which is no name.
        if opener.isManifestStream { return "stdin" }
        let file = yaml.file.split(separator: "/" as Character).last ?? ""
        let stem = String(file.lastIndex(of: ".").map { file[..<$0] } ?? file)
        if !LabelGrammar.isLabel(stem) {
            let message =
                "'metadata' must give a 'name': the file's own name cannot be it (is \(SanitizedText.quoted(stem)))"
            let help = "names have up to 63 lower-case letters, digits and hyphens"
            yaml.report(.manifestName, at: root, message, help: help)
        }
        return stem
    }

    /// Checks that every ARN is of the target's account and region; where the target does not say, the first ARN does.
    private mutating func checkHomes() {
        guard let first = homes.first else { return }
        let (givenAccount, givenRegion) = (target.account, target.region)
        target.account = givenAccount ?? first.account
        target.region = givenRegion ?? first.region
        for home in homes {
            check(home, "account", home.account, is: target.account, given: givenAccount != nil, first)
            check(home, "region", home.region, is: target.region, given: givenRegion != nil, first)
        }
    }

    private func check(
        _ home: ResourceHome,
        _ part: String,
        _ actual: String,
        is expected: String?,
        given: Bool,
        _ first: ResourceHome
    ) {
        guard let expected, actual != expected else { return }
        let origin = given ? "'target' gives" : "the first ARN has"
        let others = home.count > 1 ? " (and of \(home.count - 1) more)" : ""
        report(
            .foreignResource,
            at: home.place,
            "the \(part) of this ARN\(others) must be '\(expected)', as \(origin) it (is '\(actual)')",
            related: given ? nil : related("the first ARN is here", at: first.place, from: home.place)
        )
    }

    /// Puts the defaults under what each loop gives itself.
    ///
    /// - Returns: the settings, each once, those of loops that give nothing first; and for every override their index.
    private func resolveSettings() -> (settings: [LoopSettings], indices: [Int]) {
        let base = defaults.applied(to: LoopSettings())
        var settings: [LoopSettings] = []
        var known: [LoopSettings: Int] = [:]
        let isSoundBase = check(base.expectation, at: defaultsPlace)
        let indices = overrides.entries.map { override, place in
            let resolved = override.applied(to: base)
            if let index = known[resolved] { return index }
            if isSoundBase { _ = check(resolved.expectation, at: place) }
            known[resolved] = settings.count
            settings.append(resolved)
            return settings.count - 1
        }
        return (settings, indices)
    }

    /// Reports an expectation that no loop can meet, and returns whether some loop can.
    private func check(_ expectation: LoopExpectation, at place: TextPlace?) -> Bool {
        guard let after = expectation.createdAfter, let before = expectation.createdBefore, after >= before, let place
        else {
            return true
        }
        let message = "'createdAfter' must be before 'createdBefore', which is \(before) (is '\(after)')"
        report(.contradiction, at: place, message)
        return false
    }
}

extension ManifestReader {
    /// Merges the loops that are named again with the first of their name; `settings` are those that each override leads to.
    mutating func mergeRepetitions(_ settings: [Int]) {
        let repetitions = loops.repetitions()
        for repetition in repetitions { merge(repetition, settings) }
        if !repetitions.isEmpty { loops.remove(repetitions.lazy.map(\.again)) }
    }

    /// Takes the loops out, with each index of an override replaced by that of the settings it leads to.
    mutating func takeLoops(settings: [Int]) -> LoopTable {
        var taken = LoopTable()
        swap(&taken, &loops)
        taken.replaceSettings(by: settings)
        return taken
    }

    /// Takes note of where an ARN says its resource is, which must agree with the target.
    mutating func noteHome(of arn: AmazonResourceName, at place: TextPlace) {
        // Nearly every manifest has one home, and few have more than two.
        if let index = homes.firstIndex(where: { $0.account == arn.account && $0.region == arn.region }) {
            homes[index].count += 1
        } else {
            homes.append(ResourceHome(account: arn.account, region: arn.region, place: place))
        }
    }

    /// Merges one loop with the first of its name.
    private mutating func merge(_ repetition: LoopRepetition, _ settings: [Int]) {
        var first = loops.traits(at: repetition.first)
        let again = loops.traits(at: repetition.again)
        if let prefix = again.arnPrefix {
            if let known = first.arnPrefix, known != prefix {
                return report(repetition, .conflictingLoop, "is named with two different ARNs")
            }
            first.arnPrefix = prefix
            loops.setTraits(first, at: repetition.first)
        }
        if first.settings == again.settings || !yaml.isBroken && settings[first.settings] == settings[again.settings] {
            report(repetition, .repeatedLoop, "is named twice, with the same settings: it is removed once")
        } else if !yaml.isBroken {
            // In a text that breaks off, defaults that would make them equal may not have been read.
            report(repetition, .conflictingLoop, "is named twice, with different settings", help: "keep one of the two")
        }
    }

    /// Reports a loop that is named again, also in a text that broke off behind it.
    private func report(_ repetition: LoopRepetition, _ code: DiagnosticCode, _ problem: String, help: String? = nil) {
        let (first, again) = (loops[repetition.first], loops[repetition.again])
        let place = TextPlace(again)
        report(
            code,
            at: place,
            "the loop '\(again.name)' \(problem)",
            related: related("first named here", at: TextPlace(first), from: place),
            help: help,
            isOfReadText: true
        )
    }
}

/// An account and region that ARNs of a manifest say their resources are in.
struct ResourceHome {
    let account: String
    let region: String
    /// Where the first of the ARNs is.
    let place: TextPlace
    var count = 1
}
