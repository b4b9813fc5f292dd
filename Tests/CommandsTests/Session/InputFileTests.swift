import CleanupJournal
import CleanupReport
import FoundationEssentials
import Support
import Testing
import YAML

@testable import CleanupManifest
@testable import Commands

/// By what a manifest is known again.
@Suite struct ManifestDigestTests {
    /// A manifest that names a list.
    private static let text = """
        apiVersion: loopsweep/v1
        kind: HumanLoopCleanup
        metadata: {name: one}
        loops: [a]
        """

    /// Where problems would be shown.
    private static let console = Console(
        results: FileDescriptorSink.standardOutput(),
        messages: FileDescriptorSink.standardError()
    )

    /// The digest of a text.
    private func digest(_ text: String) -> String { ContentDigest.hexadecimal(of: Array(text.utf8)) }

    @Test("The digest is of the bytes that were decoded, whatever becomes of the files later")
    func decodedBytes() throws {
        let folder = FileManager.default.temporaryDirectory.appending(component: "loopsweep-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(component: "one.yaml")
        let list = folder.appending(component: "more.txt")
        let listed = Self.text + "\nloopsFrom: [{file: more.txt, format: lines}]\n"
        try Data(listed.utf8).write(to: path)
        try Data("b\nc\n".utf8).write(to: list)
        let manifest = try #require(try InputFile(path: path.path).manifests(Self.console).first)
        let expected = digest("\(digest(listed))\n\(digest("b\nc\n"))\n")
        #expect(ManifestDigest.of(manifest) == expected)
        // Edited between decoding and the run.
        try Data(Self.text.utf8).write(to: path)
        try Data("d\n".utf8).write(to: list)
        #expect(ManifestDigest.of(manifest) == expected)
        let edited = try #require(try InputFile(path: path.path).manifests(Self.console).first)
        #expect(ManifestDigest.of(edited) == digest(Self.text))
        try FileManager.default.removeItem(at: path)
        #expect(ManifestDigest.of(manifest) == expected)
    }

    @Test("Every document of a file has the digest of the whole file")
    func documents() throws {
        let path = FileManager.default.temporaryDirectory.appending(component: "loopsweep-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: path) }
        let text = "\(Self.text)\n---\n\(Self.text.replacing("one", with: "two").replacing("[a]", with: "[b]"))\n"
        try Data(text.utf8).write(to: path)
        let manifests = try InputFile(path: path.path).manifests(Self.console)
        #expect(manifests.map(ManifestDigest.of) == [digest(text), digest(text)])
    }

    @Test("A manifest that is not from a file has none")
    func none() {
        #expect(ManifestDigest.of(CleanupManifest(name: "a")) == nil)
    }
}

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
