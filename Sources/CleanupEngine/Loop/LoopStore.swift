import CleanupManifest
import HumanLoops

/// The loops of a run, by their index: each is kept in full only from its first event until its end is written down.
///
/// Of a loop that is yet to begin there is a row in the manifest's table, of one that is parked little more, of one that is
/// over nothing.
struct LoopStore: Sendable {
    private enum Place {
        /// The loop has not begun.
        static let none = UInt32.max
        /// The loop is over and forgotten.
        static let forgotten = UInt32.max - 1
        /// Tells the place of a parked loop from that of one that is kept in full.
        static let parkedBit: UInt32 = 1 << 31

        static func ofParked(_ place: UInt32) -> UInt32? {
            place & parkedBit != 0 && place < forgotten ? place & ~parkedBit : nil
        }

        static func inFull(_ place: UInt32) -> Int? { place & parkedBit == 0 ? Int(place) : nil }
    }

    private let named: LoopTable
    /// Those of the named loops, in the same order; empty when there are none.
    private let preconditions: [LoopPrecondition?]
    /// What the rules' lists tell of named loops.
    private var listedNamed: [HumanLoopName: LoopPrecondition] = [:]
    /// The loops that are kept in the place of duplicates, whoever would have them removed.
    private let kept: Set<HumanLoopName>
    /// The identities of named loops that earlier parts of the run, other documents, or lists told before they begin.
    private var identities: [HumanLoopName: LoopTrace]
    /// The indices of named loops that nothing was told of, by the hashes of their names, and whether all had begun when they were
    /// looked for; nil until a list tells of loops.
    private var untold: (indices: [Int: UInt32], haveAllBegun: Bool)?
    /// The loops that the rules found, after the named ones.
    private var found: [FoundLoops.Loop] = []
    /// By the index of the settings that loops share.
    private let rules: [LoopRules]
    /// Where each loop is among `lifecycles` or among those that are parked.
    private var places: [UInt32]
    private var firstUnbegun = 0
    private var parked = ParkedLoops()
    /// The loops that have begun and are not parked; nil where there is room.
    private var lifecycles: [LoopLifecycle?] = []
    /// The room in `lifecycles`.
    private var room: [UInt32] = []

    /// Makes the store of a manifest's loops; there is a precondition of every loop or of none.
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

    mutating func admit(_ loops: FoundLoops) {
        found += loops.loops
        listedNamed = loops.named
        places += repeatElement(Place.none, count: loops.loops.count)
    }

    /// The loop at an index, as it stands; it is not forgotten.
    func lifecycle(at index: Int) -> LoopLifecycle {
        let place = places[index]
        guard place != Place.none else { return newLifecycle(at: index) }
        if let place = Place.ofParked(place) { return parked.lifecycle(at: place, from: newLifecycle(at: index)) }
        guard let place = Place.inFull(place), let lifecycle = lifecycles[place] else {
            preconditionFailure("the loop at \(index) is forgotten")
        }
        return lifecycle
    }

    /// Lets something happen to the loop at an index, which is not forgotten.
    mutating func update<Result>(_ index: Int, _ change: (inout LoopLifecycle) -> Result) -> Result {
        if places[index] == Place.none || isParked(index) {
            let lifecycle = lifecycle(at: index)
            if let place = Place.ofParked(places[index]) { parked.remove(at: place) }
            let place = room.popLast() ?? UInt32(lifecycles.count)
            if place == lifecycles.count { lifecycles.append(lifecycle) } else { lifecycles[Int(place)] = lifecycle }
            places[index] = place
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
    func wakeTime(of index: Int) -> Duration? { Place.inFull(places[index]).flatMap { lifecycles[$0]?.wakesAt } }

    /// How a loop waits for its worker at one moment; nil when it does not.
    func wait(of index: Int, at now: Duration) -> LoopWait? {
        Place.inFull(places[index]).flatMap { lifecycles[$0]?.wait(at: now) }
    }

    func isParked(_ index: Int) -> Bool { Place.ofParked(places[index]) != nil }

    /// Parks a loop for which nothing is under way, until something happens to it.
    mutating func park(_ index: Int) {
        guard let place = Place.inFull(places[index]), let lifecycle = lifecycles[place],
            let parkedPlace = parked.add(lifecycle)
        else { return }
        vacate(place)
        places[index] = parkedPlace | Place.parkedBit
    }

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

    private mutating func vacate(_ place: Int) {
        lifecycles[place] = nil
        room.append(UInt32(place))
    }

    var unbegun: Range<Int> { firstUnbegun..<count }

    /// Takes out the first loop that has not begun; nil when there is none.
    mutating func takeUnbegun() -> Int? {
        guard firstUnbegun < count else { return nil }
        defer { firstUnbegun += 1 }
        return firstUnbegun
    }

    /// Takes in what a list tells of loops that nothing was told of yet: each name stands from then on for the loop that it tells.
    ///
    /// - Returns: the rows that told of a name first.
    mutating func pin(_ rows: [HumanLoopSummary], of flowDefinitionARN: String) -> [HumanLoopSummary] {
        let indices = untoldIndices()
        return rows.filter { row in
            guard let index = indices[row.name.hashValue].map({ Int($0) }), named[index].name == row.name,
                isUntold(index)
            else { return false }
            identities[row.name] = LoopTrace(
                creationTime: row.creationTime,
                flowDefinitionARN: row.flowDefinitionARN ?? flowDefinitionARN
            )
            // Its first description is under way, and may be of another loop.
            if let place = Place.inFull(places[index]) {
                let precondition = precondition(of: named[index], at: index)
                lifecycles[place]?.precondition = precondition
            }
            return true
        }
    }

    /// Whether neither a list nor a description has told yet which loop a named one is.
    private func isUntold(_ index: Int) -> Bool {
        guard identities[named[index].name] == nil, preconditions.isEmpty || preconditions[index] == nil else {
            return false
        }
        if places[index] == Place.none { return true }
        return Place.inFull(places[index]).flatMap { lifecycles[$0] }.map { $0.identity == nil } ?? false
    }

    /// Those of the loops that may still be untold: once all have begun, only a few are left.
    private mutating func untoldIndices() -> [Int: UInt32] {
        if let untold, untold.haveAllBegun || firstUnbegun < named.count { return untold.indices }
        var indices: [Int: UInt32] = [:]
        for index in named.indices where isUntold(index) {
            indices[named[index].name.hashValue] = UInt32(index)
        }
        untold = (indices, firstUnbegun >= named.count)
        return indices
    }

    /// The loops that have begun and are not forgotten, in their order.
    var begun: [Int] { places.indices.filter { places[$0] < Place.forgotten } }

    /// The precondition of a named loop: its own, and what the rules' lists tell of it.
    private func precondition(of entry: LoopEntry, at index: Int) -> LoopPrecondition? {
        let known = identities[entry.name]
        let given = (preconditions.isEmpty ? nil : preconditions[index])?.withKeptDuplicate(known?.keptInstead)
        let identity = known.map {
            LoopPrecondition(
                creationTime: $0.creationTime,
                flowDefinitionARN: $0.flowDefinitionARN,
                keptInstead: $0.keptInstead
            )
        }
        let (own, listed) = (given ?? identity, listedNamed[entry.name])
        return keeping(own.map { own in listed.map { own.joined(to: $0) } ?? own } ?? listed, entry.name)
    }

    /// A precondition, changed to keep a loop that is kept in the place of duplicates.
    private func keeping(_ own: LoopPrecondition?, _ name: HumanLoopName) -> LoopPrecondition? {
        guard !kept.isEmpty, kept.contains(name) else { return own }
        return own?.kept ?? LoopPrecondition(isKept: true)
    }

    private func newLifecycle(at index: Int) -> LoopLifecycle {
        let found = index < named.count ? nil : found[index - named.count]
        let entry = found?.entry ?? named[index]
        let precondition = found.map { keeping($0.precondition, entry.name) } ?? precondition(of: entry, at: index)
        return LoopLifecycle(entry: entry, rules: rules[entry.settings], precondition: precondition)
    }
}
