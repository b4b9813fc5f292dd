/// The loops that were looked at and rest until the operator has consented, in some hundred bytes each.
struct RestingLoops: Sendable {
    /// How many kinds there may be that differ in words; beyond, each loop has its words for itself.
    private static let wordedKinds = 1_024
    /// How many kinds there may be at all.
    private static let mostKinds = 4_096

    /// What is each loop's own; nil where there is room.
    private var loops: [RestingLoop?] = []
    /// The room in `loops`.
    private var room: [UInt32] = []
    /// What loops have in common, each once.
    private var kinds: [RestingKind] = []
    /// Where kinds are in their list.
    private var kindIndices: [RestingKind: UInt32] = [:]

    /// Starts without a loop.
    init() {}

    /// How many kinds of loops there are.
    var kindCount: Int { kinds.count }

    /// Takes a loop in.
    ///
    /// - Returns: its place; nil when there is more to the loop than can be kept here.
    mutating func add(_ loop: LoopLifecycle) -> UInt32? {
        guard var kind = RestingKind(loop) else { return nil }
        var note: RestingNote?
        if kindIndices[kind] == nil, kinds.count >= Self.wordedKinds {
            note = kind.takeNote()
            guard kindIndices[kind] != nil || kinds.count < Self.mostKinds else { return nil }
        }
        let resting = RestingLoop(loop, kind: index(of: kind), note: note)
        guard let place = room.popLast() else {
            loops.append(resting)
            return UInt32(loops.count - 1)
        }
        loops[Int(place)] = resting
        return place
    }

    /// Puts a loop together again.
    ///
    /// - Parameters:
    ///   - place: its place.
    ///   - new: the lifecycle of the loop as if it had not begun.
    /// - Returns: its lifecycle as it was.
    /// - Precondition: there is a loop in that place.
    func lifecycle(at place: UInt32, from new: LoopLifecycle) -> LoopLifecycle {
        guard let resting = loops[Int(place)] else { preconditionFailure("no loop rests at \(place)") }
        return resting.awakened(from: new, kinds[Int(resting.kind)])
    }

    /// Lets a loop go.
    mutating func remove(at place: UInt32) {
        loops[Int(place)] = nil
        room.append(place)
    }

    /// Finds the index of a kind, and keeps it when it is new.
    private mutating func index(of kind: RestingKind) -> UInt32 {
        if let index = kindIndices[kind] { return index }
        let index = UInt32(kinds.count)
        kindIndices[kind] = index
        kinds.append(kind)
        return index
    }
}
