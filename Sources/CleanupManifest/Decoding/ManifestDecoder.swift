package import YAML

/// Makes the manifests of a text, or says everything that is wrong with them.
///
/// ```swift
/// let decoding = try ManifestDecoder().decode(try FileByteSource(path: "cleanup.yaml"), file: "cleanup.yaml")
/// ```
package struct ManifestDecoder: Sendable {
    private let files: (any LoopListFiles)?

    /// Makes a decoder; by default `loopsFrom` finds no file.
    package init(files: (any LoopListFiles)? = nil) { self.files = files }

    /// Reads a file once, from its first byte to its last, without keeping its text.
    ///
    /// The file's name, as the user gave it, is the manifest's too when it gives none.
    package func decode(_ source: any ByteSource, file: String) throws(ByteSourceError) -> ManifestDecoding {
        let yaml = DocumentReader(source, file: file == "-" ? LoopListOpener.standardInput : file)
        let opener = LoopListOpener(files, manifest: file)
        var documents = DocumentSeries()
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

/// What was made of the text of a manifest, or of several in one file.
package struct ManifestDecoding: Sendable, Equatable {
    /// The manifests in the order of the file; none when the text has errors.
    package var manifests: [CleanupManifest]
    package var log: DiagnosticLog

    /// The manifest; nil when the text has errors, or holds several.
    package var manifest: CleanupManifest? { manifests.count == 1 ? manifests.first : nil }

    /// The errors and warnings that are kept, in the order of their places.
    package var diagnostics: [Diagnostic] { log.diagnostics }
}

extension DiagnosticCode {
    /// The file is of another version of the language.
    static let apiVersion = DiagnosticCode(rawValue: "E050")
    static let manifestKind = DiagnosticCode(rawValue: "E051")
    static let manifestName = DiagnosticCode(rawValue: "E052")
    static let noLoops = DiagnosticCode(rawValue: "E053")
    /// An item of `loops` has neither a name nor an ARN, or both of different loops.
    static let loopIdentity = DiagnosticCode(rawValue: "E054")
    static let foreignResource = DiagnosticCode(rawValue: "E055")
    /// Two values of one mapping contradict each other.
    static let contradiction = DiagnosticCode(rawValue: "E056")
    static let conflictingLoop = DiagnosticCode(rawValue: "E057")
    /// There are rules that find loops, and no bound on how many.
    static let unboundedSelection = DiagnosticCode(rawValue: "E058")
    /// A value is no regular expression, or captures nothing.
    static let regularExpression = DiagnosticCode(rawValue: "E059")
    /// A label's key is no word, or there are too many labels.
    static let label = DiagnosticCode(rawValue: "E060")
    static let listFile = DiagnosticCode(rawValue: "E061")
    /// A file of `loopsFrom` has another digest than it must have.
    static let listDigest = DiagnosticCode(rawValue: "E062")
    static let listColumn = DiagnosticCode(rawValue: "E063")
    static let csv = DiagnosticCode(rawValue: "E064")
    static let json = DiagnosticCode(rawValue: "E065")
    /// A loop is to be kept in the place of its duplicate, and removed as well.
    static let keptLoop = DiagnosticCode(rawValue: "E066")
    static let repeatedManifest = DiagnosticCode(rawValue: "E067")
    /// A file of `loopsFrom` names nothing.
    static let emptyList = DiagnosticCode(rawValue: "W002")
    /// A regular expression reads like a pattern of file names.
    static let globLookalike = DiagnosticCode(rawValue: "W003")
    /// A file of `loopsFrom` is one page of several.
    static let unfinishedList = DiagnosticCode(rawValue: "W004")
    /// A loop is named twice, with the same settings.
    static let repeatedLoop = DiagnosticCode(rawValue: "W001")
}
