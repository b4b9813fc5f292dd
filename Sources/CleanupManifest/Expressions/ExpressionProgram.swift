/// A regular expression as a list of steps, of which a search carries out each at most once for each place in a name.
struct ExpressionProgram: Sendable {
    /// One step.
    enum Step: Hashable, Sendable {
        /// Take a character of a set, or give up.
        case octet(OctetSet)
        /// Go on if something holds at the place, or give up.
        case assertion(ExpressionAssertion)
        /// Go on if one of the look-aheads is found from the place on, or is not, as wanted; or give up.
        case lookAhead(Int, isWanted: Bool)
        /// Go on at the first step, and where that leads to nothing at the second.
        case fork(Int, Int)
        /// Go on at a step.
        case jump(Int)
        /// The first capture begins at the place.
        case captureStart
        /// The first capture ends at the place.
        case captureEnd
        /// The expression is found.
        case found
    }

    /// The most steps that a program may have with its look-aheads.
    static let maximumSize = 500

    /// The steps; a search begins with the first.
    private(set) var steps: [Step] = []
    /// The programs of the look-aheads, which have none themselves.
    private(set) var lookAheads: [ExpressionProgram] = []
    /// How many steps the look-aheads have in all.
    private var lookAheadSize = 0
    /// Whether there would be more steps than there may be.
    private var isTooLarge = false

    /// Makes the program of an expression.
    ///
    /// - Returns: nil when it would have too many steps.
    init?(_ root: ExpressionNode) {
        add(root)
        append(.found)
        if isTooLarge { return nil }
    }

    /// Adds the steps of a part.
    private mutating func add(_ node: ExpressionNode) {
        switch node {
        case .octet(let set):
            append(.octet(set))
        case .assertion(let assertion):
            append(.assertion(assertion))
        case .lookAhead(let part, let isWanted):
            addLookAhead(part, isWanted: isWanted)
        case .sequence(let parts):
            for part in parts { add(part) }
        case .alternatives(let parts):
            addAlternatives(parts)
        case .capture(let part, let number):
            if number == 1 { append(.captureStart) }
            add(part)
            if number == 1 { append(.captureEnd) }
        case .repetition(let part, let least, let most, let isGreedy):
            addRepetition(of: part, least: least, most: most, isGreedy: isGreedy)
        }
    }

    /// Adds a look-ahead with its program.
    private mutating func addLookAhead(_ part: ExpressionNode, isWanted: Bool) {
        guard !isTooLarge, let program = ExpressionProgram(part) else {
            isTooLarge = true
            return
        }
        append(.lookAhead(lookAheads.count, isWanted: isWanted))
        lookAheads.append(program)
        lookAheadSize += program.steps.count
    }

    /// Adds a fork for each part but the last, whose other way leads to the next part.
    private mutating func addAlternatives(_ parts: [ExpressionNode]) {
        var ends: [Int] = []
        for part in parts.dropLast() {
            let fork = append(.fork(0, 0))
            add(part)
            ends.append(append(.jump(0)))
            set(fork, to: .fork(fork + 1, steps.count))
        }
        if let last = parts.last { add(last) }
        for end in ends { set(end, to: .jump(steps.count)) }
    }

    /// Adds a part as often as it must come, and then what may come besides.
    private mutating func addRepetition(of part: ExpressionNode, least: Int, most: Int?, isGreedy: Bool) {
        var start = steps.count
        for _ in 0..<least {
            start = steps.count
            add(part)
            // What has no steps is nothing, however often it comes; and what is too large does not get any better.
            if steps.count == start || isTooLarge { return }
        }
        guard let most else {
            if least > 0 {
                let fork = append(.fork(0, 0))
                return set(fork, to: Self.fork(into: start, past: fork + 1, isGreedy))
            }
            let fork = append(.fork(0, 0))
            add(part)
            append(.jump(fork))
            return set(fork, to: Self.fork(into: fork + 1, past: steps.count, isGreedy))
        }
        var forks: [Int] = []
        for _ in least..<most {
            forks.append(append(.fork(0, 0)))
            start = steps.count
            add(part)
            if steps.count == start || isTooLarge { break }
        }
        for fork in forks { set(fork, to: Self.fork(into: fork + 1, past: steps.count, isGreedy)) }
    }

    /// Makes the fork of a repetition: as often as possible, or as seldom.
    private static func fork(into start: Int, past end: Int, _ isGreedy: Bool) -> Step {
        isGreedy ? .fork(start, end) : .fork(end, start)
    }

    /// Adds a step, unless there are too many.
    ///
    /// - Returns: its index.
    @discardableResult
    private mutating func append(_ step: Step) -> Int {
        if steps.count + lookAheadSize < Self.maximumSize { steps.append(step) } else { isTooLarge = true }
        return steps.count - 1
    }

    /// Replaces a step by what it was to become.
    private mutating func set(_ index: Int, to step: Step) {
        steps[index] = step
    }
}
