/// The lines that problems are shown in.
package struct LineExcerpts: Sendable {
    /// The excerpts, by their files and the positions they are around.
    private var excerpts: [String: [TextPosition: LineExcerpt]]

    /// Makes excerpts of nothing: problems are told without their lines.
    package init() {
        excerpts = [:]
    }

    /// Reads a file once more, in pieces, for the lines of the given problems.
    ///
    /// Where the file cannot be read any more, the lines are missing: the problems themselves are known.
    ///
    /// - Parameters:
    ///   - source: the bytes of the file.
    ///   - file: the file's name in the problems; nil for that of the first of them.
    ///   - diagnostics: the problems; those of other files are passed over.
    package init(_ source: any ByteSource, of file: String? = nil, around diagnostics: [Diagnostic]) {
        guard let file = file ?? diagnostics.first?.file else {
            excerpts = [:]
            return
        }
        var source = source
        var collector = LineExcerptCollector(
            around: diagnostics.flatMap { $0.places }.filter { $0.file == file }.map(\.position)
        )
        var isAtStart = true
        while !collector.isDone, let chunk = try? source.readChunk(), !chunk.isEmpty {
            // A byte order mark is no character of the first line.
            let bytes = isAtStart && chunk.starts(with: [0xEF, 0xBB, 0xBF]) ? chunk.dropFirst(3) : chunk[...]
            for byte in bytes { collector.take(byte) }
            isAtStart = false
        }
        collector.finish()
        excerpts = [file: collector.excerpts]
    }

    /// Takes in the excerpts of another file.
    package mutating func add(_ others: LineExcerpts) {
        excerpts.merge(others.excerpts) { $0.merging($1) { first, _ in first } }
    }

    /// Finds the excerpt around a position of a file.
    ///
    /// - Returns: nil when the file is not known, or has no such line.
    subscript(file: String, position: TextPosition) -> LineExcerpt? { excerpts[file]?[position] }
}

/// The part of a line around a position.
struct LineExcerpt: Hashable, Sendable {
    /// How many columns are shown on each side of the position.
    static let margin = 60

    /// The characters shown, as they are in the file; bytes that are no UTF-8 are `�`.
    var text: String
    /// The column of the first of them, from 1.
    var firstColumn: Int
    /// Whether the line goes on after the last of them.
    var isCutAfter: Bool

    /// Whether the line begins before the first character shown.
    var isCutBefore: Bool { firstColumn > 1 }
}

/// Picks the lines around given positions out of a file that goes by once, a byte at a time.
struct LineExcerptCollector {
    /// One position, and what has been kept of its line.
    private struct Wanted {
        /// The position.
        var position: TextPosition
        /// The bytes of the characters within the margin, without the line's end.
        var bytes: [UInt8] = []
        /// Whether there were characters after the margin.
        var isCutAfter = false
    }

    /// The positions that are still to come or on the line that goes by, the last one first.
    private var wanted: [Wanted]
    /// What was found.
    private(set) var excerpts: [TextPosition: LineExcerpt] = [:]
    /// The line that goes by, from 1.
    private var line = 1
    /// How many characters of the line have begun.
    private var column = 0
    /// The byte before.
    private var last: UInt8 = 0
    /// The byte before that one.
    private var beforeLast: UInt8 = 0

    /// Starts before the first byte of a file.
    init(around positions: some Sequence<TextPosition>) {
        wanted = Set(positions).sorted(by: >).map { Wanted(position: $0) }
    }

    /// Whether no more bytes are needed: there is no position left, or the line goes on beyond the margin of the last one.
    var isDone: Bool {
        guard let last = wanted.first else { return true }
        return last.position.line == line && last.isCutAfter
    }

    /// Takes the next byte of the file.
    mutating func take(_ byte: UInt8) {
        defer { (beforeLast, last) = (last, byte) }
        switch byte {
        case UInt8(ascii: "\n") where last == UInt8(ascii: "\r"):
            // The second half of CR LF, whose line has ended with the first.
            return
        case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            endLine()
        case 0x85 where last == 0xC2, 0xA8 where last == 0x80 && beforeLast == 0xE2,
            0xA9 where last == 0x80 && beforeLast == 0xE2:
            // NEL, LS and PS end a line for libyaml, which counted the lines.
            endLine()
        default:
            if byte & 0xC0 != 0x80 { column += 1 }
            keep(byte)
        }
    }

    /// Ends the last line, also without a line break.
    mutating func finish() {
        endLine()
    }

    /// Keeps a byte for each position of the line that it is near to.
    private mutating func keep(_ byte: UInt8) {
        var index = wanted.count - 1
        while index >= 0, wanted[index].position.line == line {
            let distance = column - wanted[index].position.column
            if distance > LineExcerpt.margin {
                wanted[index].isCutAfter = true
            } else if distance >= -LineExcerpt.margin {
                wanted[index].bytes.append(byte)
            }
            index -= 1
        }
    }

    /// Makes the excerpts of the line that is over.
    private mutating func endLine() {
        while let ended = wanted.last, ended.position.line == line {
            wanted.removeLast()
            excerpts[ended.position] = LineExcerpt(
                text: String(decoding: ended.bytes, as: UTF8.self),
                firstColumn: max(1, ended.position.column - LineExcerpt.margin),
                isCutAfter: ended.isCutAfter
            )
        }
        line += 1
        column = 0
    }
}
