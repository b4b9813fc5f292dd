/// Cuts bytes that come in pieces into lines; what has no line feed yet is held back.
struct LineSplitter {
    /// The beginning of a line whose end has not come.
    private(set) var rest: [UInt8] = []

    /// Takes in the next bytes.
    ///
    /// - Parameters:
    ///   - bytes: the next bytes.
    ///   - line: what is done with each whole line; it is given without its line feed.
    /// - Throws: what `line` throws.
    mutating func take<Failure: Error>(
        _ bytes: [UInt8],
        _ line: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var start = bytes.startIndex
        while let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) {
            let whole = rest.isEmpty ? Array(bytes[start..<end]) : rest + bytes[start..<end]
            rest = []
            start = end + 1
            try line(whole)
        }
        rest += bytes[start...]
    }
}
