package import YAMLReading

/// What was made of a manifest's text.
package struct ManifestDecoding: Sendable, Equatable {
    /// The manifest; nil when the text has errors.
    package var manifest: CleanupManifest?
    /// The errors and warnings.
    package var log: DiagnosticLog

    /// The errors and warnings that are kept, in the order of their places.
    package var diagnostics: [Diagnostic] { log.diagnostics }
}
