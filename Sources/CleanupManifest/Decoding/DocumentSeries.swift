import HumanLoops
import YAML

/// The documents of a file, each held against those before it: they are run one after the other, on the same loops.
struct DocumentSeries {
    private struct Occurrence {
        let document: Int
        let loop: Int
        /// The occurrence of the same name that came before; nil for the first.
        let earlier: Int?
    }

    /// The documents so far, without the loops that an earlier one has.
    private(set) var manifests: [CleanupManifest] = []
    /// What is known of each besides its manifest.
    private var notes: [(namePlace: TextPlace, kept: [HumanLoopName: KeptClaim])] = []
    private var named: [String: Int] = [:]
    /// The documents that keep loops in the place of others.
    private var keeping: [Int] = []
    /// The names of the loops of all documents but the last, or of all that have been looked up.
    private var names = LoopNameTable()
    /// The last occurrence of each name, by its number.
    private var lastOccurrences = ChunkedArray<Int>()
    private var occurrences = ChunkedArray<Occurrence>()
    /// How many documents have their loops among the occurrences: most files hold one document, whose loops no one looks up.
    private var knownDocuments = 0

    /// Takes in the next document and reports how it contradicts the earlier ones.
    mutating func append(_ manifest: CleanupManifest, from reader: ManifestReader) {
        var manifest = manifest
        if !manifests.isEmpty {
            makeKnown()
            checkName(of: manifest, reader)
            checkKept(of: manifest, reader)
            checkLoops(of: &manifest, reader)
        }
        if named[manifest.name] == nil { named[manifest.name] = manifests.count }
        if !reader.keptLoops.isEmpty { keeping.append(manifests.count) }
        manifests.append(manifest)
        notes.append((reader.namePlace, reader.keptLoops))
    }

    /// Puts the loops of the documents so far among the occurrences.
    private mutating func makeKnown() {
        for document in knownDocuments..<manifests.count {
            for loop in manifests[document].loops.indices {
                let number = names.add(manifests[document].loops.name(at: loop))
                let isNew = number == lastOccurrences.count
                let earlier = isNew ? nil : lastOccurrences[number]
                if isNew {
                    lastOccurrences.append(occurrences.count)
                } else {
                    lastOccurrences[number] = occurrences.count
                }
                occurrences.append(Occurrence(document: document, loop: loop, earlier: earlier))
            }
        }
        knownDocuments = manifests.count
    }

    /// The occurrences of a name in earlier documents whose target may be the same, the last one first.
    private func occurrences(of name: HumanLoopName, near target: CleanupTarget) -> [Occurrence] {
        var found: [Occurrence] = []
        var next = names.number(of: name).map { lastOccurrences[$0] }
        while let index = next {
            let occurrence = occurrences[index]
            if manifests[occurrence.document].target.mayBe(target) { found.append(occurrence) }
            next = occurrence.earlier
        }
        return found
    }

    /// Reports a name that an earlier document has.
    private func checkName(of manifest: CleanupManifest, _ reader: ManifestReader) {
        // A name that is wrong has been reported.
        guard !manifest.name.isEmpty, let first = named[manifest.name] else { return }
        reader.report(
            .repeatedManifest,
            at: reader.namePlace,
            "two documents are named '\(manifest.name)'",
            related: related("first named here", at: notes[first].namePlace, in: first, from: reader.namePlace, reader),
            help: "give each a 'metadata.name' of its own: the lock, the journal and the confirmation go by it"
        )
    }

    /// Reports loops that one document keeps in the place of others, and another removes; or takes for another loop.
    private func checkKept(of manifest: CleanupManifest, _ reader: ManifestReader) {
        for claim in reader.keptLoops.values.sorted(by: { $0.loop.name < $1.loop.name }) {
            if let removed = occurrences(of: claim.loop.name, near: manifest.target).last {
                let entry = manifests[removed.document].loops[removed.loop]
                let message =
                    "the loop '\(entry.name)' is kept instead of '\(claim.duplicate)' here, and another document removes it"
                report(message, at: claim.place, ("removed here", TextPlace(entry)), of: removed.document, reader)
            }
        }
        for document in keeping where manifests[document].target.mayBe(manifest.target) {
            let kept = notes[document].kept
            for claim in kept.values.sorted(by: { $0.loop.name < $1.loop.name }) {
                guard let again = reader.keptLoops[claim.loop.name],
                    again.loop.creationTime != claim.loop.creationTime
                else { continue }
                let times = "\(claim.loop.creationTime) and \(again.loop.creationTime)"
                let message = "the kept duplicate '\(claim.loop.name)' has two creation times: \(times)"
                report(message, at: again.place, ("first kept here", claim.place), of: document, reader)
            }
            for index in manifest.loops.indices {
                guard let claim = kept[manifest.loops.name(at: index)] else { continue }
                let entry = manifest.loops[index]
                let message =
                    "another document keeps the loop '\(entry.name)' instead of '\(claim.duplicate)', and it is to be removed here"
                report(message, at: TextPlace(entry), ("kept here", claim.place), of: document, reader)
            }
        }
    }

    private func report(
        _ message: String,
        at place: TextPlace,
        _ other: (message: String, place: TextPlace),
        of document: Int,
        _ reader: ManifestReader
    ) {
        reader.report(
            .keptLoop,
            at: place,
            message,
            related: related(other.message, at: other.place, in: document, from: place, reader),
            help: "keep it or remove it: the last copy of duplicates may not go",
            isOfReadText: true
        )
    }

    /// Drops the loops that an earlier document of the same target names with the same settings, and reports the others.
    private mutating func checkLoops(of manifest: inout CleanupManifest, _ reader: ManifestReader) {
        var dropped: [Int] = []
        for index in manifest.loops.indices {
            let earlier = occurrences(of: manifest.loops.name(at: index), near: manifest.target)
            if !earlier.isEmpty, merge(index, of: manifest, with: earlier, reader) { dropped.append(index) }
        }
        if !dropped.isEmpty { manifest.loops.remove(dropped) }
    }

    /// Merges a loop with those of its name in earlier documents, or reports why not; true when the earlier has it.
    private mutating func merge(
        _ index: Int,
        of manifest: CleanupManifest,
        with earlier: [Occurrence],
        _ reader: ManifestReader
    ) -> Bool {
        let again = manifest.loops[index]
        for first in earlier.reversed() {
            guard let conflict = conflict(of: again, in: manifest, with: first) else { continue }
            report(.conflictingLoop, conflict, help: "keep one of the two", again, first, reader)
            return false
        }
        guard let first = earlier.last(where: { manifests[$0.document].target == manifest.target }) else {
            let help = "each removes it where it runs: give both the same 'target' when that is one place"
            if let first = earlier.last {
                report(.repeatedLoop, "with the same settings", help: help, again, first, reader)
            }
            return false
        }
        let help = "the first one removes it, under its own guards"
        report(.repeatedLoop, "with the same settings", help: help, again, first, reader)
        var traits = manifests[first.document].loops.traits(at: first.loop)
        if traits.arnPrefix == nil, let prefix = manifest.loops.traits(at: index).arnPrefix {
            traits.arnPrefix = prefix
            manifests[first.document].loops.setTraits(traits, at: first.loop)
        }
        return true
    }

    /// Finds out how a loop contradicts the one of its name in an earlier document; nil when it does not.
    private func conflict(of again: LoopEntry, in manifest: CleanupManifest, with first: Occurrence) -> String? {
        let one = manifests[first.document].loops[first.loop]
        if let known = one.arn, let given = again.arn, known != given { return "with two different ARNs" }
        let isSame = manifests[first.document].settings[one.settings] == manifest.settings[again.settings]
        return isSame ? nil : "with different settings"
    }

    private func report(
        _ code: DiagnosticCode,
        _ problem: String,
        help: String,
        _ again: LoopEntry,
        _ first: Occurrence,
        _ reader: ManifestReader
    ) {
        let (place, one) = (TextPlace(again), TextPlace(manifests[first.document].loops[first.loop]))
        reader.report(
            code,
            at: place,
            "the loop '\(again.name)' is named in two documents, \(problem)",
            related: related("first named here", at: one, in: first.document, from: place, reader),
            help: help
        )
    }

    /// Makes a note of a place of an earlier document, for a problem of another place.
    private func related(
        _ message: String,
        at second: TextPlace,
        in document: Int,
        from place: TextPlace,
        _ reader: ManifestReader
    ) -> RelatedPlace {
        let file = manifests[document].sources[second.source]
        let isSame = file == reader.sources[place.source]
        return RelatedPlace(message, at: second.position, length: second.length, file: isSame ? nil : file)
    }
}
