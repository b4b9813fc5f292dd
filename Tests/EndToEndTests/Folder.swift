import FoundationEssentials

/// A folder of a test's own, which is gone when the test is over.
final class Folder {
    /// Where it is.
    let path: String

    /// Makes an empty folder.
    ///
    /// - Throws: `CocoaError` when it cannot be made.
    init() throws {
        path = "\(FileManager.default.temporaryDirectory.path())loopsweep-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        // What is left behind in the system's folder for such things hurts nobody.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The repository's own folder, three levels above this file.
    static let repository = #filePath.split(separator: "/" as Character, omittingEmptySubsequences: false).dropLast(3)
        .joined(separator: "/")

    /// Writes a file.
    ///
    /// - Returns: its path.
    /// - Throws: `CocoaError` when it cannot be written.
    func write(_ name: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
        return "\(path)/\(name)"
    }

    /// Reads a file's lines, the empty ones left out.
    ///
    /// - Throws: `CocoaError` when it cannot be read.
    static func lines(_ path: String) throws -> [String] {
        String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
            .split(whereSeparator: \.isNewline).map(String.init)
    }
}
