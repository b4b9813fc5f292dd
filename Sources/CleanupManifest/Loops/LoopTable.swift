package import HumanLoops

/// The loops of a manifest in their order, in some forty bytes each.
///
/// A table is read as a list of `LoopEntry`, each of which is put together when it is asked for. Names lie one behind
/// the other, eight bytes to a word, and what many loops have in common is kept once.
package struct LoopTable: Sendable {
    /// The words of all names, one name behind the other.
    private var words = ChunkedArray<UInt64>()
    private var records = ChunkedArray<LoopRecord>()
    /// What loops have in common, each once.
    private var traits: [LoopTraits] = []
    private var traitIndices: [LoopTraits: UInt32] = [:]
    private var lastTraits: UInt32 = 0
    /// The name of the last loop; nil in an empty table.
    private var lastName: HumanLoopName?
    /// Whether each name comes after the one before in the order of ASCII.
    private(set) var isAscending = true

    package init() {}

    package init(_ entries: some Sequence<LoopEntry>) { for entry in entries { append(entry) } }

    package mutating func append(_ entry: LoopEntry) {
        let traits = LoopTraits(
            settings: entry.settings,
            source: entry.source,
            rule: entry.rule,
            arnPrefix: entry.arn.map { String($0.dropLast(entry.name.length)) }
        )
        append(entry.name, traits: traits, line: entry.line, column: entry.column)
    }

    /// Adds a loop behind the last.
    mutating func append(_ name: HumanLoopName, traits: LoopTraits, line: Int, column: Int) {
        records.append(
            LoopRecord(
                nameStart: UInt32(words.count),
                traits: index(of: traits),
                line: UInt32(clamping: line),
                column: UInt32(clamping: column)
            )
        )
        if let lastName, lastName >= name { isAscending = false }
        lastName = name
        for index in 0..<name.octets.wordCount { words.append(name.octets[word: index]) }
    }

    package func name(at index: Int) -> HumanLoopName {
        let start = Int(records[index].nameStart)
        let end = index + 1 < records.count ? Int(records[index + 1].nameStart) : words.count
        return HumanLoopName(of: words, from: start, to: end)
    }

    func traits(at index: Int) -> LoopTraits { traits[Int(records[index].traits)] }

    mutating func setTraits(_ traits: LoopTraits, at index: Int) { records[index].traits = self.index(of: traits) }

    /// Replaces the settings of all loops: those of index `n` by `settings[n]`.
    mutating func replaceSettings(by settings: [Int]) {
        for index in traits.indices { traits[index].settings = settings[traits[index].settings] }
        // Traits that were two may be one now; all that is lost is that they are kept twice.
        traitIndices = Dictionary(zip(traits, 0...)) { first, _ in first }
    }

    /// Takes loops out, whose indices are in ascending order, each once.
    mutating func remove(_ removed: some Sequence<Int>) {
        var kept = LoopTable()
        var removed = removed.makeIterator()
        var next = removed.next()
        for index in indices {
            if index == next {
                next = removed.next()
            } else {
                let record = records[index]
                kept.append(
                    name(at: index),
                    traits: traits(at: index),
                    line: Int(record.line),
                    column: Int(record.column)
                )
            }
        }
        self = kept
    }

    private mutating func index(of traits: LoopTraits) -> UInt32 {
        if Int(lastTraits) < self.traits.count, self.traits[Int(lastTraits)] == traits { return lastTraits }
        if let index = traitIndices[traits] {
            lastTraits = index
        } else {
            lastTraits = UInt32(self.traits.count)
            traitIndices[traits] = lastTraits
            self.traits.append(traits)
        }
        return lastTraits
    }
}

extension LoopTable: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { records.count }

    package subscript(index: Int) -> LoopEntry {
        let (name, record, traits) = (name(at: index), records[index], traits(at: index))
        return LoopEntry(
            name: name,
            arn: traits.arnPrefix.map { $0 + name.rawValue },
            settings: traits.settings,
            line: Int(record.line),
            column: Int(record.column),
            source: traits.source,
            rule: traits.rule
        )
    }
}

extension LoopTable: Equatable {
    package static func == (one: LoopTable, other: LoopTable) -> Bool { one.elementsEqual(other) }
}

extension LoopTable: ExpressibleByArrayLiteral {
    package init(arrayLiteral entries: LoopEntry...) { self.init(entries) }
}

/// One loop as a table keeps it, its name aside.
///
/// Numbers are kept in half of their usual size; greater ones are cut to what fits, which no file within the limits
/// reaches.
struct LoopRecord: Sendable {
    /// The index of the first word of its name; the name ends where that of the next loop begins.
    var nameStart: UInt32
    var traits: UInt32
    /// The line that names it, from 1.
    var line: UInt32
    /// The column of that line, in code points from 1.
    var column: UInt32
}

/// What many loops of a manifest have in common.
struct LoopTraits: Hashable, Sendable {
    /// Which of `CleanupManifest.settings` hold for them.
    var settings: Int
    /// Which of `CleanupManifest.sources` they are named in.
    var source: Int
    /// Which of `CleanupManifest.selections` found them; nil when they are named.
    var rule: Int?
    /// What their ARNs have in front of the loop's name; nil when they are named without one.
    var arnPrefix: String?
}
