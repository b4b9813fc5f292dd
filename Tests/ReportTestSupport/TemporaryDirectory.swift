import FoundationEssentials

/// A directory of its own for a test, removed afterwards.
package struct TemporaryDirectory {
    /// The directory's path.
    package let path: String

    /// Lends a new directory to a body.
    package static func lend(_ body: (TemporaryDirectory) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appending(component: "report-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        defer {
            // What is left behind in the system's own directory for such things does no harm.
            try? FileManager.default.removeItem(atPath: path)
        }
        try body(TemporaryDirectory(path: path))
    }

    /// The path of a file in the directory.
    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Reads a file as text; nil when there is none.
    package func contents(of name: String) -> String? {
        FileManager.default.contents(atPath: file(name)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes a file.
    package func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: file(name)))
    }

    /// Lists the names in the directory, hidden ones too, in order.
    package func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }
}
