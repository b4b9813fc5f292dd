import CleanupManifest
import FoundationEssentials
import Support
import Testing
import YAML

@testable import Commands

/// Files of `loopsFrom` on this machine.
@Suite struct LocalLoopListsTests {
    @Test("A file is hashed as it is read")
    func file() throws {
        let path = "\(FileManager.default.temporaryDirectory.path())loopsweep-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let bytes = Array(repeating: UInt8(ascii: "a"), count: 200_000)
        try Data(bytes).write(to: URL(filePath: path))
        var file = try LocalLoopLists().open(path)
        var count = 0
        while case let piece = try file.readChunk(), !piece.isEmpty { count += piece.count }
        #expect(count == bytes.count)
        #expect(file.sha256 == ContentDigest.hexadecimal(of: bytes))
    }

    @Test("A file that is not there is an error of the system's")
    func missing() {
        #expect(throws: ByteSourceError.self) { try LocalLoopLists().open("/nonexistent") }
    }
}
