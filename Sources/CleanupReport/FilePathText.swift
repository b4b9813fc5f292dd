/// What can be told of a path from its text alone.
enum FilePathText {
    /// The directory that a file is in, as text that can be opened: `.` for a bare name.
    static func directory(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The name of a hidden neighbour of a file, told apart by a number.
    static func neighbour(of path: String, number: UInt64) -> String {
        let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] } ?? path[...]
        return "\(path.dropLast(name.count)).\(name).\(String(number, radix: 36)).part"
    }
}
