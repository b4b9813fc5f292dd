package import YAML

/// What was made of the text of a manifest, or of several in one file.
package struct ManifestDecoding: Sendable, Equatable {
    /// The manifests in the order of the file; none when the text has errors.
    package var manifests: [CleanupManifest]
    /// The errors and warnings.
    package var log: DiagnosticLog

    /// The manifest; nil when the text has errors, or holds several.
    package var manifest: CleanupManifest? { manifests.count == 1 ? manifests.first : nil }

    /// The errors and warnings that are kept, in the order of their places.
    package var diagnostics: [Diagnostic] { log.diagnostics }
}
