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
