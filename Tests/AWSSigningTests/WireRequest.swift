import AWSSigning

/// A request read from the text form that the published suites use.
struct WireRequest {
    /// The method in the request line.
    var method: String
    /// The path in the request line, before the question mark.
    var path: String
    /// What follows the question mark in the request line.
    var query: String
    /// The headers, folded lines included.
    var headers: [HTTPHeader] = []
    /// The bytes after the empty line.
    var body: [UInt8] = []

    /// Reads a request.
    ///
    /// - Returns: nil when the request line is not one.
    init?(_ bytes: [UInt8]) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)[...]
        let line = String(decoding: lines.popFirst() ?? [], as: UTF8.self)
        // The target may hold blanks: it is what lies between the first and the last.
        guard let first = line.firstIndex(of: " "), let last = line.lastIndex(of: " "), first < last else { return nil }
        let target = line[line.index(after: first)..<last]
            .split(separator: "?" as Character, maxSplits: 1, omittingEmptySubsequences: false)
        method = String(line[..<first])
        path = String(target[0])
        query = target.count > 1 ? String(target[1]) : ""
        while let next = lines.popFirst(), !next.isEmpty { add(String(decoding: next, as: UTF8.self)) }
        body = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    /// Adds the header of a line, or the line to the header before it when it begins with a blank.
    private mutating func add(_ line: String) {
        if line.hasPrefix(" "), let last = headers.popLast() {
            headers.append(HTTPHeader(last.name, last.value + "\n" + line))
            return
        }
        let parts = line.split(separator: ":" as Character, maxSplits: 1, omittingEmptySubsequences: false)
        headers.append(HTTPHeader(String(parts[0]), parts.count > 1 ? String(parts[1]) : ""))
    }
}
