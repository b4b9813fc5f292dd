@testable import Commands
import FoundationEssentials
import Testing

/// What `--demo` stands for.
@Suite("DemoFiles")
struct DemoFilesTests {
    /// A file in the folder of examples.
    private static func example(_ name: String) throws -> String {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: repository.appending(path: "examples/\(name)"), encoding: .utf8)
    }

    @Test("it is the quick start, word for word")
    func agrees() throws {
        #expect(DemoFiles.manifest == (try Self.example("quickstart.yaml")))
        #expect(DemoFiles.fleet == (try Self.example("fleet.yaml")))
    }
}
