package import YAMLEvents

/// The lines that the problems of a file are shown in.
package struct LineExcerpts: Sendable {
    /// The excerpts, by the positions they are around.
    private let excerpts: [TextPosition: LineExcerpt]

    /// Makes excerpts of nothing: problems are told without their lines.
    package init() {
        excerpts = [:]
    }

    /// Reads a file once more, in pieces, for the lines of the given problems.
    ///
    /// Where the file cannot be read any more, the lines are missing: the problems themselves are known.
    package init(_ source: any ByteSource, around diagnostics: [Diagnostic]) {
        var source = source
        var collector = LineExcerptCollector(
            around: diagnostics.flatMap { [$0.position] + ($0.related.map { [$0.position] } ?? []) }
        )
        var isAtStart = true
        while !collector.isDone, let chunk = try? source.readChunk(), !chunk.isEmpty {
            // A byte order mark is no character of the first line.
            let bytes = isAtStart && chunk.starts(with: [0xEF, 0xBB, 0xBF]) ? chunk.dropFirst(3) : chunk[...]
            for byte in bytes { collector.take(byte) }
            isAtStart = false
        }
        collector.finish()
        excerpts = collector.excerpts
    }

    /// Finds the excerpt around a position.
    ///
    /// - Returns: nil when the file has no such line.
    subscript(position: TextPosition) -> LineExcerpt? { excerpts[position] }
}
