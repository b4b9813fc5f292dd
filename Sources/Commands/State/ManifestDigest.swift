import CleanupManifest

/// The digest by which it is known that a manifest is still the one that a run began with.
enum ManifestDigest {
    /// Makes one digest of the files that a manifest was read from.
    ///
    /// - Returns: nil when one of them cannot be read a second time, as a pipe cannot.
    /// - Throws: `CommandFailure` when a file is gone.
    static func ofFiles(_ manifest: CleanupManifest, at path: String) throws(CommandFailure) -> String? {
        let sources = manifest.sources.isEmpty ? [path] : manifest.sources
        guard sources.allSatisfy(InputFile.isRegular) else { return nil }
        return try SavedPlanFile.digest(of: manifest, at: path)
    }
}
