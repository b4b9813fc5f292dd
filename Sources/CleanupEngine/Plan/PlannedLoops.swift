/// The lines of a plan in the order of the manifest, each put together when it is asked for.
///
/// A million lines in full would take half a gigabyte, and a plan is written line by line.
package struct PlannedLoops: Sendable {
    /// Where lines come from.
    private enum Source: Sendable {
        /// They are written down.
        case lines([PlannedLoop])
        /// They are made out of where a run stands, and the files that its loops are named in.
        case state(RunState, sources: [String])
    }

    /// Where lines come from.
    private let source: Source

    /// Makes the lines of a plan out of themselves.
    package init(_ lines: [PlannedLoop]) {
        source = .lines(lines)
    }

    /// Makes the lines of a plan out of where a run stands after its first look.
    ///
    /// - Parameters:
    ///   - state: the run.
    ///   - sources: the files that `LoopEntry.source` is an index into.
    init(of state: RunState, sources: [String]) {
        source = .state(state, sources: sources)
    }
}

extension PlannedLoops: RandomAccessCollection {
    /// The index of the first line.
    package var startIndex: Int { 0 }

    /// The number of lines.
    package var endIndex: Int {
        switch source {
        case .lines(let lines): lines.count
        case .state(let state, _): state.loops.count
        }
    }

    /// The line at an index.
    package subscript(index: Int) -> PlannedLoop {
        switch source {
        case .lines(let lines): lines[index]
        case .state(let state, let sources): state.plannedLoop(at: index, sources: sources)
        }
    }
}

extension PlannedLoops: Hashable {
    /// Whether two plans have the same lines in the same order.
    package static func == (one: PlannedLoops, other: PlannedLoops) -> Bool { one.elementsEqual(other) }

    /// Hashes every line.
    package func hash(into hasher: inout Hasher) {
        for line in self { hasher.combine(line) }
    }
}

extension PlannedLoops: ExpressibleByArrayLiteral {
    /// Makes the lines of a plan out of themselves.
    package init(arrayLiteral lines: PlannedLoop...) {
        self.init(lines)
    }
}
