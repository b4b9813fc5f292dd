import CleanupManifest
import HumanLoops

/// The loops of a run, by their index: each is kept in full only from its first event until its end is written down.
///
/// Of a loop that is yet to begin there is a row in the manifest's table, of one that is over nothing.
struct LoopStore: Sendable {
    /// The places of a loop that has none.
    private enum Place {
        /// The loop has not begun.
        static let none = UInt32.max
        /// The loop is over and forgotten.
        static let forgotten = UInt32.max - 1
    }

    /// The loops that the manifest names.
    private let named: LoopTable
    /// What each named loop is held against; empty when none was reviewed.
    private let reviewed: [ReviewedLoop?]
    /// What each named loop is held against that a rule keeps.
    private var kept: [HumanLoopName: ReviewedLoop] = [:]
    /// The loops that the rules found, after the named ones.
    private var found: [FoundLoops.Loop] = []
    /// The rules of the loops, by the settings they share.
    private let rules: [LoopRules]
    /// Where each loop is among `lifecycles`.
    private var places: [UInt32]
    /// The loops that have begun; nil where there is room.
    private var lifecycles: [LoopLifecycle?] = []
    /// The room in `lifecycles`.
    private var room: [UInt32] = []

    /// Makes the store of a manifest's loops.
    ///
    /// - Precondition: there is a review of every loop or of none.
    init(_ named: LoopTable, reviewed: [ReviewedLoop?], rules: [LoopRules]) {
        precondition(reviewed.isEmpty || reviewed.count == named.count, "a review is of every loop or of none")
        self.named = named
        self.reviewed = reviewed
        self.rules = rules
        places = Array(repeating: Place.none, count: named.count)
    }

    /// How many loops there are.
    var count: Int { places.count }

    /// Takes loops in that the rules found.
    mutating func admit(_ loops: FoundLoops) {
        found += loops.loops
        kept = loops.keptNamed
        places += repeatElement(Place.none, count: loops.loops.count)
    }

    /// The loop at an index, as it stands.
    ///
    /// - Precondition: it is not forgotten.
    func lifecycle(at index: Int) -> LoopLifecycle {
        let place = places[index]
        guard place != Place.none else { return newLifecycle(at: index) }
        guard place != Place.forgotten, let lifecycle = lifecycles[Int(place)] else {
            preconditionFailure("the loop at \(index) is forgotten")
        }
        return lifecycle
    }

    /// Lets something happen to the loop at an index.
    ///
    /// - Precondition: it is not forgotten.
    mutating func update<Result>(_ index: Int, _ change: (inout LoopLifecycle) -> Result) -> Result {
        if places[index] == Place.none { settle(newLifecycle(at: index), at: index) }
        let place = Int(places[index])
        guard place < lifecycles.count, var lifecycle = lifecycles[place].take() else {
            preconditionFailure("the loop at \(index) is forgotten")
        }
        defer { lifecycles[place] = lifecycle }
        return change(&lifecycle)
    }

    /// What the loop at an index is held against, if it has begun; nil when it was not reviewed.
    func review(of index: Int) -> ReviewedLoop? {
        let place = places[index]
        return place < Place.forgotten ? lifecycles[Int(place)]?.reviewed : nil
    }

    /// When the wait of a loop is over; nil when it does not wait for a time of its own.
    func wakeTime(of index: Int) -> Duration? {
        let place = places[index]
        return place < Place.forgotten ? lifecycles[Int(place)]?.wakesAt : nil
    }

    /// Forgets a loop that is over.
    mutating func forget(_ index: Int) {
        let place = places[index]
        guard place < Place.forgotten else { return }
        lifecycles[Int(place)] = nil
        room.append(place)
        places[index] = Place.forgotten
    }

    /// The loops that have begun and are not forgotten, in their order.
    var begun: [Int] { places.indices.filter { places[$0] < Place.forgotten } }

    /// Keeps a loop that begins.
    private mutating func settle(_ lifecycle: LoopLifecycle, at index: Int) {
        if let place = room.popLast() {
            lifecycles[Int(place)] = lifecycle
            places[index] = place
        } else {
            places[index] = UInt32(lifecycles.count)
            lifecycles.append(lifecycle)
        }
    }

    /// What a named loop is held against: its own review, but that a rule may keep it.
    private func review(of entry: LoopEntry, at index: Int) -> ReviewedLoop? {
        let own = reviewed.isEmpty ? nil : reviewed[index]
        guard let keeping = kept[entry.name] else { return own }
        return own?.kept(by: keeping.keeper) ?? keeping
    }

    /// Makes the lifecycle of a loop with which nothing has been done.
    private func newLifecycle(at index: Int) -> LoopLifecycle {
        if index < named.count {
            let entry = named[index]
            return LoopLifecycle(
                entry: entry,
                rules: rules[entry.settings],
                reviewed: review(of: entry, at: index)
            )
        }
        let loop = found[index - named.count]
        return LoopLifecycle(entry: loop.entry, rules: rules[loop.entry.settings], reviewed: loop.reviewed)
    }
}
