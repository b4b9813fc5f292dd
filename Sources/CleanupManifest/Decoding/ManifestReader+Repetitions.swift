import HumanLoops
import YAML

extension ManifestReader {
    /// Merges the loops that are named again with the first of their name, or says why that cannot be.
    ///
    /// - Parameter settings: the settings that each override leads to.
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
            related: related("first named here", at: first, from: place),
            help: help,
            isOfReadText: true
        )
    }
}
