import CleanupManifest
import DequeModule
import HumanLoops

/// The loops of a run, by their index: each is kept in full only from its first event until its end is written down.
///
/// Of a loop that is yet to begin there is a row in the manifest's table, of one that rests little more, of one that is over
/// nothing.
struct LoopStore: Sendable {
    /// The places of a loop that has none.
    private enum Place {
        static let none = UInt32.max
        static let forgotten = UInt32.max - 1
        static let parkedBit: UInt32 = 1 << 31

        /// Where a loop rests; nil when it does not.
        static func ofParked(_ place: UInt32) -> UInt32? {
            place & parkedBit != 0 && place < forgotten ? place & ~parkedBit : nil
        }

        /// Where a loop is kept in full; nil when it is not.
        static func inFull(_ place: UInt32) -> Int? { place & parkedBit == 0 ? Int(place) : nil }
    }

    private let named: LoopTable
    /// What each named loop is held against; empty when none was reviewed.
    private let preconditions: [LoopPrecondition?]
    private var listedNamed: [HumanLoopName: LoopPrecondition] = [:]
    private let kept: Set<HumanLoopName>
    private let identities: [HumanLoopName: LoopTrace]
    /// The loops that the rules found, after the named ones.
    private var found: [FoundLoops.Loop] = []
    private let rules: [LoopRules]
    /// Where each loop is among `lifecycles` or among those that rest.
    private var places: [UInt32]
    private var parked = ParkedLoops()
    /// The loops that have begun and do not rest; nil where there is room.
    private var lifecycles: [LoopLifecycle?] = []
    /// The room in `lifecycles`.
    private var room: [UInt32] = []

    /// Makes the store of a manifest's loops.
    ///
    /// - Precondition: there is a precondition of every loop or of none.
    init(
        _ named: LoopTable,
        preconditions: [LoopPrecondition?],
        rules: [LoopRules],
        kept: Set<HumanLoopName> = [],
        identities: [HumanLoopName: LoopTrace] = [:]
    ) {
        Swift.precondition(
            preconditions.isEmpty || preconditions.count == named.count,
            "there are preconditions of every loop or of none"
        )
        self.named = named
        self.preconditions = preconditions
        self.rules = rules
        self.kept = kept
        self.identities = identities
        namedCount = named.lazy.filter { $0.rule == nil }.count
        places = Array(repeating: Place.none, count: named.count)
    }

    var count: Int { places.count }
    let namedCount: Int

    /// Takes loops in that the rules found.
    mutating func admit(_ loops: FoundLoops) {
        found += loops.loops
        listedNamed = loops.named
        places += repeatElement(Place.none, count: loops.loops.count)
    }

    /// The loop at an index, as it stands.
    ///
    /// - Precondition: it is not forgotten.
    func lifecycle(at index: Int) -> LoopLifecycle {
        let place = places[index]
        guard place != Place.none else { return newLifecycle(at: index) }
        if let place = Place.ofParked(place) { return parked.lifecycle(at: place, from: newLifecycle(at: index)) }
        guard let place = Place.inFull(place), let lifecycle = lifecycles[place] else {
            preconditionFailure("the loop at \(index) is forgotten")
        }
        return lifecycle
    }

    /// Lets something happen to the loop at an index.
    ///
    /// - Precondition: it is not forgotten.
    mutating func update<Result>(_ index: Int, _ change: (inout LoopLifecycle) -> Result) -> Result {
        if places[index] == Place.none || isParked(index) {
            let lifecycle = lifecycle(at: index)
            if let place = Place.ofParked(places[index]) { parked.remove(at: place) }
            settle(lifecycle, at: index)
        }
        guard let place = Place.inFull(places[index]), var lifecycle = lifecycles[place].take() else {
            preconditionFailure("the loop at \(index) is forgotten")
        }
        defer { lifecycles[place] = lifecycle }
        return change(&lifecycle)
    }

    /// The loop that is kept in the place of the one at an index, if that has begun; nil when it is no duplicate.
    func keptInstead(of index: Int) -> KeptDuplicate? {
        if let place = Place.inFull(places[index]) { return lifecycles[place]?.keptInstead }
        return isParked(index) ? newLifecycle(at: index).keptInstead : nil
    }

    /// When the wait of a loop is over; nil when it does not wait for a time of its own.
    func wakeTime(of index: Int) -> Duration? {
        Place.inFull(places[index]).flatMap { lifecycles[$0]?.wakesAt }
    }

    /// Whether the loop at an index rests.
    func isParked(_ index: Int) -> Bool { Place.ofParked(places[index]) != nil }

    /// Lets a loop rest for which nothing is under way, until something happens to it.
    mutating func rest(_ index: Int) {
        guard let place = Place.inFull(places[index]), let lifecycle = lifecycles[place],
            let parked = parked.add(lifecycle)
        else { return }
        vacate(place)
        places[index] = parked | Place.parkedBit
    }

    /// Forgets a loop that is over.
    mutating func forget(_ index: Int) {
        if let place = Place.ofParked(places[index]) {
            parked.remove(at: place)
        } else if let place = Place.inFull(places[index]) {
            vacate(place)
        } else {
            return
        }
        places[index] = Place.forgotten
    }

    /// Makes room where a loop was kept in full.
    private mutating func vacate(_ place: Int) {
        lifecycles[place] = nil
        room.append(UInt32(place))
    }

    var begun: [Int] { places.indices.filter { places[$0] < Place.forgotten } }

    private mutating func settle(_ lifecycle: LoopLifecycle, at index: Int) {
        if let place = room.popLast() {
            lifecycles[Int(place)] = lifecycle
            places[index] = place
        } else {
            places[index] = UInt32(lifecycles.count)
            lifecycles.append(lifecycle)
        }
    }

    /// What a named loop is held against: its own review, and what the rules' lists tell of it.
    private func precondition(of entry: LoopEntry, at index: Int) -> LoopPrecondition? {
        let own =
            (preconditions.isEmpty ? nil : preconditions[index]) ?? identities[entry.name].map { LoopPrecondition($0) }
        let listed = listedNamed[entry.name]
        return keeping(own.map { own in listed.map { own.joined(to: $0) } ?? own } ?? listed, entry.name)
    }

    /// A review, changed so that it keeps a loop that is kept in the place of duplicates.
    private func keeping(_ own: LoopPrecondition?, _ name: HumanLoopName) -> LoopPrecondition? {
        guard !kept.isEmpty, kept.contains(name) else { return own }
        return own?.kept(by: own?.keeper)
            ?? LoopPrecondition(status: nil, creationTime: nil, flowDefinitionARN: nil, isKept: true)
    }

    private func newLifecycle(at index: Int) -> LoopLifecycle {
        if index < named.count {
            let entry = named[index]
            return LoopLifecycle(
                entry: entry,
                rules: rules[entry.settings],
                precondition: precondition(of: entry, at: index)
            )
        }
        let loop = found[index - named.count]
        return LoopLifecycle(
            entry: loop.entry,
            rules: rules[loop.entry.settings],
            precondition: keeping(loop.precondition, loop.entry.name)
        )
    }
}

/// The loops that something was proposed for, in the order in which they go ahead when the operator has consented.
struct ProposedLoops: Sendable {
    /// The loops that are only waited for.
    private var waits: Deque<Int> = []
    private var acts: [HumanLoopOperation: Deque<Int>] = [:]

    /// Starts without a loop.
    init() {}

    var count: Int { acts.values.reduce(waits.count) { $0 + $1.count } }

    var isEmpty: Bool { count == 0 }

    /// Takes a loop in.
    mutating func append(_ loop: Int, for proposal: LoopProposal) {
        switch proposal {
        case .stop: acts[.stop, default: []].append(loop)
        case .delete: acts[.delete, default: []].append(loop)
        case .wait, .awaitDeletion, .end: waits.append(loop)
        }
    }

    /// Takes out the next loop that is only waited for; nil when there is none.
    mutating func popWait() -> Int? { waits.popFirst() }

    /// Takes out the next loop that begins with a stop or a delete; nil when there is none.
    mutating func pop(_ operation: HumanLoopOperation) -> Int? { acts[operation]?.popFirst() }
}
