/// Puts in the place of each alias the node that its anchor names: the events of anchored nodes are kept and handed
/// out again.
///
/// What is kept has aliases in it as they are written, so that it never outgrows the text; each is followed when its
/// turn comes, and what is handed out is counted.
struct AliasReplay {
    private struct Anchor {
        let mark: TextPosition
        let start: Int
        /// The index after its last event; nil while the node is being read.
        var end: Int?
        var isWhole = true
    }

    private struct Opening {
        let name: String
        /// How many recorded collections were open before it.
        let level: Int
    }

    private struct Repetition {
        var next: Int
        let end: Int
        let mark: TextPosition
    }

    let limits: AliasLimits
    /// The events of the anchored nodes of the document, each once.
    private var tape: [YAMLEvent] = []
    private var anchors: [String: Anchor] = [:]
    /// The anchored nodes that are being read, the innermost last.
    private var openings: [Opening] = []
    /// How many collections are open inside the outermost of them, itself included.
    private var level = 0
    /// The nodes that are being handed out, the innermost last.
    private var repetitions: [Repetition] = []
    /// How many nodes of the document have been read.
    private var written = 0
    /// How many nodes have been handed out again.
    private var repeated = 0

    init(limits: AliasLimits = AliasLimits()) { self.limits = limits }

    /// The alias in the text whose node is being handed out; nil while the text itself is read.
    var origin: TextPosition? { repetitions.first?.mark }

    /// Whether nothing is being handed out or kept, so that a word of the text can be taken as it is.
    var isIdle: Bool { repetitions.isEmpty && openings.isEmpty }

    var isTooMuch: Bool { repeated > limits.nodes || repeated > max(limits.allowance, written * limits.ratio) }

    /// Forgets the anchors: those of one document are not those of the next.
    mutating func startDocument() { self = AliasReplay(limits: limits) }

    /// Takes the next event of the nodes that are being handed out; nil when there is none, and the text is read on.
    mutating func next() -> YAMLEvent? {
        while var repetition = repetitions.popLast() {
            guard repetition.next < repetition.end else { continue }
            let event = tape[repetition.next]
            repetition.next += 1
            repetitions.append(repetition)
            if event.content.beginsNode { repeated += 1 }
            return event
        }
        return nil
    }

    /// Takes note of words of the text while the replay is idle.
    mutating func takeWords(_ count: Int) { written += count }

    /// Takes note of an event of the text, and returns why its anchor cannot be given; nil when there is no reason.
    mutating func take(_ event: YAMLEvent) -> AliasProblem? {
        var problem: AliasProblem?
        if event.content.beginsNode {
            written += 1
            if let name = event.content.properties.anchor { problem = open(name, at: event.start) }
        }
        if !openings.isEmpty { record(event) }
        return problem
    }

    /// Follows an alias.
    ///
    /// - Returns: the first event of the node, at the place of the alias.
    /// - Throws: `AliasProblem` when there is no such node, or it is too large.
    mutating func follow(_ name: String, at alias: YAMLEvent) throws(AliasProblem) -> YAMLEvent {
        guard let anchor = anchors[name] else { throw .unknown }
        guard let end = anchor.end else { throw .inside(anchor: anchor.mark) }
        guard anchor.isWhole, anchor.start < end else { throw .tooMuch }
        repeated += 1
        if isTooMuch { throw .tooMuch }
        if end - anchor.start > 1 {
            let place = repetitions.first?.mark ?? alias.start
            repetitions.append(Repetition(next: anchor.start + 1, end: end, mark: place))
        }
        return YAMLEvent(content: tape[anchor.start].content, start: alias.start, end: alias.end)
    }

    func problem(of name: String) -> AliasProblem { anchors[name].map { .inside(anchor: $0.mark) } ?? .unknown }

    /// Begins to keep the node of an anchor, and returns why that cannot be; nil when it can.
    private mutating func open(_ name: String, at mark: TextPosition) -> AliasProblem? {
        if let first = anchors[name] { return .redefined(anchor: first.mark) }
        guard anchors.count < limits.nodes else { return .tooMuch }
        anchors[name] = Anchor(mark: mark, start: tape.count)
        openings.append(Opening(name: name, level: level))
        return nil
    }

    /// Keeps an event of the anchored nodes that are being read, and closes those that are over with it.
    private mutating func record(_ event: YAMLEvent) {
        // What is larger could not be repeated once; all that is kept is bounded too.
        if tape.count < limits.nodes * 4 {
            tape.append(event)
        } else {
            for opening in openings { anchors[opening.name]?.isWhole = false }
        }
        level += event.content.depthChange
        while let opening = openings.last, level <= opening.level {
            anchors[opening.name]?.end = tape.count
            openings.removeLast()
        }
    }
}

/// How much the aliases of one document may repeat before it is refused.
struct AliasLimits {
    /// How many nodes they may repeat in all, by default 10,000.
    var nodes = 10_000
    /// How many nodes they may repeat for each one that is written, by default 10.
    var ratio = 10
    /// How many nodes may be repeated whatever the ratio, by default 100: small files are no bombs.
    var allowance = 100
}

/// Why an anchor cannot be given, or an alias not be followed.
enum AliasProblem: Error, Hashable {
    /// No anchor before the alias has its name.
    case unknown
    case inside(anchor: TextPosition)
    case redefined(anchor: TextPosition)
    /// The node, or all that is repeated, is larger than the limits allow.
    case tooMuch
}
