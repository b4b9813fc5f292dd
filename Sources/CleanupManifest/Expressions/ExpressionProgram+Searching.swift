import HumanLoops

extension ExpressionProgram {
    /// One way that a search goes.
    private struct Way {
        /// The next step.
        var step: Int
        /// The place in the name, from 0 up to its length.
        var place: Int
        /// Where the first capture begins; nil before it does.
        var captureStart: Int?
        /// The first capture; nil before it ends.
        var capture: Range<Int>?
    }

    /// What a step leads to.
    private enum Progress {
        /// The way goes on.
        case goesOn
        /// The way leads to nothing.
        case ends
        /// The expression is found.
        case found
    }

    /// Searches a name, from its first character on.
    ///
    /// No step is carried out twice at one place: what it led to the first time, it would lead to again. There are 64
    /// places in the longest name, so that a word has a bit for each.
    ///
    /// - Parameters:
    ///   - name: the name that is searched.
    ///   - starts: the places at which the expression may begin; nil for any.
    /// - Returns: where the expression is found first; nil when it is not.
    func firstMatch(in name: NameOctets, from starts: ClosedRange<Int>? = nil) -> ExpressionMatch? {
        var done = Array(repeating: 0 as UInt64, count: steps.count)
        var ways: [Way] = []
        for start in starts ?? 0...name.count {
            ways.append(Way(step: 0, place: start))
            while var way = ways.popLast() {
                if follow(&way, in: name, &done, &ways) { return ExpressionMatch(capture: way.capture) }
            }
        }
        return nil
    }

    /// Follows a way to its end.
    ///
    /// - Parameters:
    ///   - way: the way.
    ///   - name: the name that is searched.
    ///   - done: the places at which each step was carried out.
    ///   - ways: where the ways are left that are to be followed when this one leads to nothing.
    /// - Returns: whether the expression is found at its end.
    private func follow(_ way: inout Way, in name: NameOctets, _ done: inout [UInt64], _ ways: inout [Way]) -> Bool {
        while done[way.step] & (1 << UInt64(way.place)) == 0 {
            done[way.step] |= 1 << UInt64(way.place)
            switch carryOut(&way, in: name, &ways) {
            case .goesOn: continue
            case .ends: return false
            case .found: return true
            }
        }
        return false
    }

    /// Carries out the next step of a way.
    private func carryOut(_ way: inout Way, in name: NameOctets, _ ways: inout [Way]) -> Progress {
        let step = steps[way.step]
        way.step += 1
        switch step {
        case .octet(let set):
            guard way.place < name.count, set.contains(name[way.place]) else { return .ends }
            way.place += 1
        case .assertion(let assertion):
            return assertion.holds(at: way.place, in: name) ? .goesOn : .ends
        case .lookAhead(let index, let isWanted):
            let match = lookAheads[index].firstMatch(in: name, from: way.place...way.place)
            return (match != nil) == isWanted ? .goesOn : .ends
        case .fork(let first, let second):
            way.step = second
            ways.append(way)
            way.step = first
        case .jump(let target):
            way.step = target
        case .captureStart:
            way.captureStart = way.place
        case .captureEnd:
            way.capture = way.captureStart.map { $0..<way.place }
        case .found:
            return .found
        }
        return .goesOn
    }
}
