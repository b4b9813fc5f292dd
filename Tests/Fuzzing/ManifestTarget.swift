import CleanupManifest
import YAML

/// Manifests: every text is decoded or has an error with a place.
enum ManifestTarget {
    /// Decodes bytes as YAML and as JSON.
    static func test(_ bytes: [UInt8]) {
        for file in ["fuzz.yaml", "fuzz.json", "-"] {
            guard let decoding = try? ManifestDecoder().decode(MemoryByteSource(bytes), file: file) else {
                fatalError("memory cannot fail")
            }
            expect(decoding.manifests.isEmpty == decoding.log.hasErrors, "a manifest or an error, never both")
            DiagnosticCheck.check(decoding.log, in: bytes)
        }
    }
}
