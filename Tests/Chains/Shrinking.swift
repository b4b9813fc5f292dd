/// Makes a chain that fails smaller, for as long as it fails in the same way.
struct Shrinking {
    /// The most chains that are tried.
    private static let mostTries = 150
    /// How long it is tried: a chain that never ends takes long each time.
    private static let longest = Duration.seconds(60)

    /// The kind of breach that must stay.
    private let kind: String
    /// Whose folder is used.
    private let worker: Int

    /// Prepares to keep a kind of breach.
    init(_ kind: String, worker: Int) {
        self.kind = kind
        self.worker = worker
    }

    /// Drops steps, changes, faults, loops, entries and rules that the breach does not need.
    func smallest(of chain: Chain) -> Chain {
        var best = chain
        var tries = 0
        let began = ContinuousClock.now
        /// Takes a candidate that still fails.
        func attempt(_ change: (inout Chain) -> Void) -> Bool {
            guard tries < Self.mostTries, ContinuousClock.now - began < Self.longest else { return false }
            tries += 1
            var candidate = best
            change(&candidate)
            guard Soak.run(candidate, worker: worker).1.contains(where: { $0.kind == kind }) else { return false }
            best = candidate
            return true
        }
        /// Removes elements of a list, halves of it first.
        func thin<Element>(_ path: WritableKeyPath<Chain, [Element]>) {
            var size = max(1, best[keyPath: path].count / 2)
            while size > 0 {
                var start = 0
                while start < best[keyPath: path].count {
                    let end = min(start + size, best[keyPath: path].count)
                    if !attempt({ $0[keyPath: path].removeSubrange(start..<end) }) { start = end }
                }
                size = size == 1 ? 0 : size / 2
            }
        }
        for turnOff in Faults.switches { _ = attempt { turnOff(&$0.faults) } }
        for index in best.steps.indices.reversed() {
            _ = attempt { chain in
                chain.steps.remove(at: index)
                chain.changes = chain.changes.compactMap { change in
                    var change = change
                    if change.step > index || change.step == chain.steps.count { change.step = max(0, change.step - 1) }
                    return change
                }
            }
        }
        if best.documents.count > 1 { _ = attempt { $0.documents.removeLast() } }
        thin(\.changes)
        thin(\.loops)
        for index in best.documents.indices {
            thin(\.documents[index].rules)
            thin(\.documents[index].loops)
        }
        return best
    }
}
