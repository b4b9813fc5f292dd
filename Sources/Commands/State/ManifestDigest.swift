import AWSSigning
import CleanupManifest

/// The digest by which it is known that a manifest is still the one that a plan was made of, or that a run began with.
enum ManifestDigest {
    /// Makes one digest of the files that a manifest was decoded from, as they were then.
    ///
    /// - Returns: the SHA-256 of the file; of several files, that of their digests, one a line; nil when the manifest is not
    ///   from a file.
    static func of(_ manifest: CleanupManifest) -> String? {
        guard let own = manifest.fileDigest else { return nil }
        guard !manifest.listDigests.isEmpty else { return own }
        return PayloadHash.of(Array(([own] + manifest.listDigests).map { "\($0)\n" }.joined().utf8))
    }
}
