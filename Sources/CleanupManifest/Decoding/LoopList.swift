import HumanLoops

/// The loops that a manifest names, each name once, as far as it has been read.
struct LoopList {
    /// What became of a loop that was to be added.
    enum Addition {
        /// It is new.
        case added
        /// It is in the list already, with the same settings.
        case repeated(LoopEntry)
        /// It is in the list already; whether its settings differ is known when the defaults are.
        case undecided
        /// One of the same name is in the list, in another account or region.
        case namesake(LoopEntry)
    }

    /// The loops; `settings` is an index into the table of overrides until the whole manifest has been read.
    private(set) var entries: [LoopEntry] = []
    /// The loops that are named again with settings that are written otherwise.
    private(set) var repetitions: [LoopRepetition] = []
    /// Finds loops by name.
    private var index = LoopNameIndex()

    /// Adds a loop, unless it is in the list.
    mutating func add(_ entry: LoopEntry, at place: TextPlace) -> Addition {
        guard let first = index.firstIndex(of: entry.name, addingTo: entries) else {
            entries.append(entry)
            return .added
        }
        if let arn = entry.arn {
            if let known = entries[first].arn, known != arn { return .namesake(entries[first]) }
            entries[first].arn = arn
        }
        if entries[first].settings == entry.settings { return .repeated(entries[first]) }
        repetitions.append(LoopRepetition(first: first, override: entry.settings, place: place))
        return .undecided
    }

    /// Takes the loops out, with each index of an override replaced by that of the settings it leads to.
    mutating func take(settings: [Int]) -> [LoopEntry] {
        var taken: [LoopEntry] = []
        swap(&taken, &entries)
        for position in taken.indices { taken[position].settings = settings[taken[position].settings] }
        return taken
    }
}
