import CleanupManifest
import Support
import TestSupport
import Testing
import YAML

/// Text that nobody would write: it may be refused, never crash.
@Suite struct HostileTextTests {
    /// A manifest that the tests spoil.
    static let manifest = """
        apiVersion: loopsweep/v1
        kind: HumanLoopCleanup
        metadata: {name: "sp\\x6filed"}
        target: {account: '123456789012', region: us-east-1}
        defaults: {reason: "a b", expect: {createdAfter: 2026-11-20T00:00:00Z}}
        guards: {maxMissing: 50%, protect: {names: ["golden-*"]}}
        execution: {rate: 2.5, stopWait: {timeout: 30m, pollMax: 2m}}
        loops:
          - dup-000017
          - {name: é, onInProgress: skip}
          - arn: arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-000019
          - &a [*a, !!str b, ? c]
        """
    /// Pieces of text that mean something to YAML, to a terminal or to UTF-8.
    static let pieces: [[UInt8]] =
        [
            "[", "]", "{", "}", "- ", "? ", ": ", "&a ", "*a", "<<: ", "!t ", "|\n", ">-\n", "\"", "'", "#", "\t", "\n",
            "\r", "\0",
            "%YAML 1.1\n", "---\n", "...\n", "\u{FEFF}", "\u{85}", "\u{2028}", "${A}", "\u{1B}[2J", "loops:\n", "null",
            "\\",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90]]

    @Test("A spoilt manifest is decoded or refused with places that exist", arguments: 0..<8 as Range<UInt64>)
    func spoilt(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<250 {
            var bytes = Array(Self.manifest.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let start = Int.random(in: 0...bytes.count, using: &generator)
                let end = min(bytes.count, start + Int.random(in: 0...6, using: &generator))
                bytes.replaceSubrange(start..<end, with: Self.pieces.randomElement(using: &generator) ?? [])
            }
            let decoding = try ManifestDecoder().decode(MemoryByteSource(bytes), file: "spoilt.yaml")
            #expect((decoding.manifest == nil) == decoding.log.hasErrors)
            let lastLine = String(decoding: bytes, as: UTF8.self).unicodeScalars.count + 1
            for diagnostic in decoding.diagnostics {
                #expect((1...lastLine).contains(diagnostic.position.line))
                #expect(diagnostic.position.column >= 1 && diagnostic.length >= 1)
            }
            let excerpts = LineExcerpts(MemoryByteSource(bytes), around: decoding.diagnostics)
            let text = DiagnosticRenderer(excerpts: excerpts).render(decoding.log)
            #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !SanitizedText.isHarmful($0) })
        }
    }
}
