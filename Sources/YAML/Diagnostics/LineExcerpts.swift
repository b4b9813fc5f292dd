/// The lines that problems are shown in.
package struct LineExcerpts: Sendable {
    private var excerpts: [String: [TextPosition: LineExcerpt]] = [:]

    package init() {}

    /// Reads a file once more, in pieces, for the lines of its problems; `file` defaults to that of the first problem.
    ///
    /// Where the file cannot be read any more, the lines are missing: the problems themselves are known.
    package init(_ source: any ByteSource, of file: String? = nil, around diagnostics: [Diagnostic]) {
        guard let file = file ?? diagnostics.first?.file else { return }
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
        collector.endLine()
        excerpts = [file: collector.excerpts]
    }

    /// Nil when the file is not known, or has no such line.
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
    var isCutAfter: Bool

    var isCutBefore: Bool { firstColumn > 1 }

    /// Cuts the line to what fits so many columns with the marks of what is cut, a third of them before `column`.
    ///
    /// `columns` counts those of a character as it is shown.
    mutating func fit(_ room: Int, around column: Int, columns: (Unicode.Scalar) -> Int) {
        let scalars = Array(text.unicodeScalars)
        let widths = scalars.map(columns)
        // Behind the end of the line the mark of the place takes a column of its own.
        let isBehind = column - firstColumn >= scalars.count
        let marks = (isCutBefore ? 1 : 0) + (isCutAfter ? 1 : 0) + (isBehind ? 1 : 0)
        guard widths.reduce(marks, +) > room else { return }
        // A mark on either side, whether it is needed or not.
        let space = room - 2
        var (lower, used) = (min(max(0, column - firstColumn), scalars.count), 0)
        var upper = lower
        while lower > 0, used + widths[lower - 1] <= space / 3 {
            lower -= 1
            used += widths[lower]
        }
        while upper < scalars.count, used + widths[upper] <= space {
            used += widths[upper]
            upper += 1
        }
        while lower > 0, used + widths[lower - 1] <= space {
            lower -= 1
            used += widths[lower]
        }
        isCutAfter = isCutAfter || upper < scalars.count
        firstColumn += lower
        text = String(String.UnicodeScalarView(scalars[lower..<upper]))
    }
}

/// Picks the lines around given positions out of a file that goes by once, a byte at a time.
struct LineExcerptCollector {
    private struct Wanted {
        var position: TextPosition
        /// The bytes of the characters within the margin, without the line's end.
        var bytes: [UInt8] = []
        var isCutAfter = false
    }

    /// The positions that are still to come or on the line that goes by, the last one first.
    private var wanted: [Wanted]
    private(set) var excerpts: [TextPosition: LineExcerpt] = [:]
    private var line = 1
    private var column = 0
    private var last: UInt8 = 0
    private var beforeLast: UInt8 = 0

    init(around positions: some Sequence<TextPosition>) {
        wanted = Set(positions).sorted(by: >).map { Wanted(position: $0) }
    }

    /// Whether no more bytes are needed: there is no position left, or the line goes on beyond the margin of the last one.
    var isDone: Bool {
        guard let last = wanted.first else { return true }
        return last.position.line == line && last.isCutAfter
    }

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

    /// Ends the line, at the end of the file also without a line break.
    mutating func endLine() {
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
