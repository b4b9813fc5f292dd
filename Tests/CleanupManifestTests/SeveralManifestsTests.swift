import HumanLoops
import Testing
import YAML

@testable import CleanupManifest

/// Several manifests in one file.
@Suite struct SeveralManifestsTests {
    @Test("Each document of a file is a manifest of its own")
    func severalDocuments() throws {
        let first = ManifestText("metadata: {name: one}\nx-n: &n b\ndefaults: {reason: *n}").text
        let second = ManifestText("metadata: {name: two}", loops: "loops: [c, d]").text
        let decoding = try ManifestText(whole: "---\n\(first)---\n# nothing\n---\n\(second)").decoded()
        #expect(decoding.diagnostics == [])
        #expect(decoding.manifests.map(\.name) == ["one", "two"])
        #expect(decoding.manifests.map { $0.loops.map(\.name.rawValue) } == [["a"], ["c", "d"]])
        #expect(decoding.manifests.map(\.settings) == [[LoopSettings(reason: "b")], [LoopSettings()]])
        #expect(decoding.manifest == nil)
    }

    @Test("One bad document spoils its file, and is named")
    func badDocument() throws {
        let first = ManifestText("metadata: {name: one}").text
        let second = ManifestText("metadata: {name: two}", loops: "loops: [C]").text
        let decoding = try ManifestText(whole: "\(first)---\n\(second)").decoded()
        #expect(decoding.manifests == [])
        #expect(decoding.diagnostics.map(\.position.line) == [9])
        #expect(decoding.diagnostics.first?.message.hasSuffix(" (document 2)") ?? false)
    }
}
