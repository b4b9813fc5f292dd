import YAML

/// The bytes of a list, whose beginning is known before it is read: a byte order mark of UTF-8 is passed over.
final class ListSource: ByteSource {
    private var file: any ByteSource
    private var beginning: [UInt8] = []

    init(_ file: any ByteSource) throws(ByteSourceError) {
        self.file = file
        while beginning.count < 4 {
            let piece = try self.file.readChunk()
            if piece.isEmpty { break }
            beginning += piece
        }
        if beginning.starts(with: [0xEF, 0xBB, 0xBF]) { beginning.removeFirst(3) }
    }

    func readChunk() throws(ByteSourceError) -> [UInt8] {
        guard !beginning.isEmpty else { return try file.readChunk() }
        defer { beginning = [] }
        return beginning
    }

    /// The first byte that is no blank, as far as the beginning tells; nil when it tells none.
    var firstMark: UInt8? { beginning.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } }

    /// What is wrong with a file that cannot be a list as it is, by its encoding or kind; nil when it can be one.
    var foreignKind: LoopListProblem? {
        let start = beginning.prefix(4)
        let zeros = start.map { $0 == 0 }
        let kind: (message: String, advice: ListAdvice)
        if start == [0xFF, 0xFE, 0, 0] || start == [0, 0, 0xFE, 0xFF] {
            kind = ("the list is UTF-32, not UTF-8", .command("iconv -f UTF-32 -t UTF-8"))
        } else if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) {
            kind = ("the list is UTF-16, not UTF-8", .command("iconv -f UTF-16 -t UTF-8"))
        } else if zeros.starts(with: [false, true]) {
            kind = ("the list is UTF-16 without a byte order mark", .command("iconv -f UTF-16LE -t UTF-8"))
        } else if zeros.starts(with: [true, false]) {
            kind = ("the list is UTF-16 without a byte order mark", .command("iconv -f UTF-16BE -t UTF-8"))
        } else if start.starts(with: [0x1F, 0x8B]) {
            kind = ("the list is compressed with gzip", .command("gzip -dc"))
        } else if start == [0x50, 0x4B, 0x03, 0x04] {
            kind = ("the list is a ZIP archive, such as a workbook", ListAdvice(help: "save the sheet as CSV in UTF-8"))
        } else {
            return nil
        }
        return LoopListProblem(
            code: .encoding,
            message: kind.message,
            position: TextPosition(),
            advice: kind.advice
        )
    }
}
