import AWSCore
import FoundationEssentials
import Testing

/// Writing the files of this machine.
@Suite
struct LocalFileWriterTests {
    /// Runs a body with the path of a folder that is gone afterwards.
    private func withFolder(_ body: (String) throws -> Void) throws {
        let path = "\(FileManager.default.temporaryDirectory.path())loopsweep-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test("a file is made or replaced whole, for its owner alone, and nothing is left beside it")
    func replace() throws {
        try withFolder { folder in
            let path = "\(folder)/token.json"
            #expect(FileManager.default.createFile(atPath: path, contents: Data("old".utf8)))
            for text in ["new", "", String(repeating: "long", count: 100_000)] {
                try LocalFileWriter().replace(path, with: Array(text.utf8))
                #expect(try LocalFileReader().contents(of: path) == Array(text.utf8))
            }
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["token.json"])
        }
    }

    @Test("a folder that is absent is an error")
    func absent() throws {
        try withFolder { folder in
            #expect(throws: FileError(reason: "there is no such folder")) {
                try LocalFileWriter().replace("\(folder)/absent/token.json", with: [])
            }
        }
    }

    @Test("a name that cannot be replaced is an error, and nothing is left beside it")
    func directory() throws {
        try withFolder { folder in
            try FileManager.default.createDirectory(atPath: "\(folder)/token", withIntermediateDirectories: false)
            #expect(throws: FileError.self) { try LocalFileWriter().replace("\(folder)/token", with: [1]) }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["token"])
        }
    }
}
