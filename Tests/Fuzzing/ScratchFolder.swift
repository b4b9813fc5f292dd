import FoundationEssentials

/// A folder of this process, for what is read from files alone; `Tests/fuzz` has it in memory and removes it.
enum ScratchFolder {
    /// The folder's path.
    private static let path: String = {
        let name = "loopsweep-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
        let path = FileManager.default.temporaryDirectory.appending(component: name).path
        guard (try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)) != nil else {
            fatalError("'\(path)' cannot be made")
        }
        return path
    }()

    /// The path of a file in the folder.
    static func file(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file.
    ///
    /// - Returns: its path.
    static func write(_ bytes: [UInt8], to name: String) -> String {
        let file = file(name)
        guard (try? Data(bytes).write(to: URL(filePath: file))) != nil else {
            fatalError("'\(file)' cannot be written")
        }
        return file
    }

    /// Reads a file; nil when there is none.
    static func read(_ name: String) -> [UInt8]? {
        FileManager.default.contents(atPath: file(name)).map { Array($0) }
    }

    /// Removes a file, if there is one.
    static func remove(_ name: String) {
        try? FileManager.default.removeItem(atPath: file(name))
    }
}
