package import YAML

/// Makes the manifests of a text, or says everything that is wrong with them.
///
/// ```swift
/// let decoding = try ManifestDecoder().decode(try FileByteSource(path: "cleanup.yaml"), file: "cleanup.yaml")
/// ```
package struct ManifestDecoder: Sendable {
    /// How much text is read before it is refused.
    private let limits: YAMLLimits
    /// Where the files of `loopsFrom` are read from.
    private let files: any LoopListFiles

    /// Makes a decoder; `limits` default to those of `YAMLLimits`, and by default `loopsFrom` finds no file.
    package init(limits: YAMLLimits = YAMLLimits(), files: any LoopListFiles = NoLoopListFiles()) {
        self.files = files
        self.limits = limits
    }

    /// Reads a file once, from its first byte to its last, without keeping its text.
    ///
    /// - Parameters:
    ///   - source: the bytes of the manifest.
    ///   - file: the file's name as the user gave it, for diagnostics and as the manifest's name when it gives none.
    /// - Returns: the manifests, one for each document that holds something, unless one of them has errors; and all
    ///   that is wrong with them, each by itself and with each other.
    /// - Throws: `ByteSourceError` when the bytes cannot be had.
    package func decode(_ source: any ByteSource, file: String) throws(ByteSourceError) -> ManifestDecoding {
        let yaml = DocumentReader(source, file: file, limits: limits)
        let opener = LoopListOpener(files, manifest: file)
        var documents = DocumentSeries(yaml)
        var root = yaml.root()
        while let document = root {
            var reader = ManifestReader(yaml, opener, at: document)
            if let manifest = reader.read(document) { documents.append(manifest, from: reader) }
            root = yaml.nextRoot()
        }
        let log = try yaml.finish()
        return ManifestDecoding(manifests: log.hasErrors ? [] : documents.manifests, log: log)
    }
}
