import Support
import YAML

/// Reads one manifest: each section as it comes, then what sections say about each other.
struct ManifestReader {
    /// The version of the language that this build reads.
    static let apiVersion = "loopsweep/v1"
    /// The kind of document that a manifest is.
    static let kind = "HumanLoopCleanup"
    /// The greatest number of loops that a guard may be set to.
    static let maximumCount = 1_000_000_000

    /// Where the text is read from, and where problems go.
    let yaml: DocumentReader
    /// Where the files that name loops come from.
    let opener: LoopListOpener
    /// The files that name loops, the manifest first.
    var sources: [String]
    /// The SHA-256 of each of the files besides the manifest, as it was read.
    var listDigests: [String] = []
    /// The manifest's name; nil as long as it gives none.
    var name: String?
    /// Where its name is, or the document when it gives none.
    var namePlace: TextPlace
    /// What the manifest says of itself besides its name.
    var details = ManifestDetails()
    /// The account and region given.
    var target = CleanupTarget()
    /// The settings that all loops share.
    var defaults = SettingsOverride()
    /// Where the settings that all loops share are; nil when there are none.
    var defaultsPlace: TextPlace?
    /// The guards given.
    var guards = CleanupGuards()
    /// Whether there is a `guards.maxLoops`, right or wrong.
    var isLoopCountBounded = false
    /// The execution given.
    var execution = ExecutionSettings()
    /// The loops named, also those that are named again; their settings are indices into the table of overrides until
    /// the end.
    var loops = LoopTable()
    /// The rules that find loops; `settings` is an index into the table of overrides until the end.
    var selections: [SelectionRule] = []
    /// Which keys lead to loops.
    var lists = LoopLists()
    /// Where `select` is; nil when it is not there.
    var selectPlace: TextPlace?
    /// The settings that loops give themselves.
    var overrides = OverrideTable()
    /// The loops that are kept in the place of loops named.
    var keptLoops = KeptLoops()
    /// Where the ARNs say that their resources are.
    var homes = ResourceHomes()

    /// Makes a reader of a manifest that has not been begun, at the root of its document.
    init(_ yaml: DocumentReader, _ opener: LoopListOpener, at root: YAMLNode) {
        self.yaml = yaml
        self.opener = opener
        namePlace = TextPlace(root)
        sources = [yaml.file]
    }

    /// Reads the manifest of one document.
    ///
    /// - Returns: nil when the document is no mapping; it is of no use when problems of it were reported.
    mutating func read(_ root: YAMLNode) -> CleanupManifest? {
        guard var fields = yaml.mapping(root, of: ManifestKey.self) else { return nil }
        while let field = fields.next() { read(field) }
        fields.require(.apiVersion, .kind)
        return finish(root)
    }

    /// Reads one section.
    private mutating func read(_ field: MappingField<ManifestKey>) {
        switch field.key {
        case .apiVersion: check(field.value, is: Self.apiVersion, .apiVersion)
        case .kind: check(field.value, is: Self.kind, .manifestKind)
        case .metadata: readMetadata(field.value)
        case .target: readTarget(field.value)
        case .defaults: readDefaults(field.value)
        case .guards: readGuards(field.value)
        case .execution: readExecution(field.value)
        case .loops: readLoops(field.value)
        case .select:
            selectPlace = TextPlace(field)
            readSelect(field.value)
        case .loopsFrom: readLoopsFrom(field.value)
        }
    }

    /// Reports a value that is not the one word that it must be.
    private func check(_ node: YAMLNode, is expected: String, _ code: DiagnosticCode) {
        guard let text = yaml.value(node, as: .text), text != expected else { return }
        yaml.report(code, at: node, "\(node.subject) must be \(expected) (is \(SanitizedText.quoted(text)))")
    }

    /// Reads `target`.
    private mutating func readTarget(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: TargetKey.self) else { return }
        while let field = fields.next() {
            switch field.key {
            case .account: target.account = yaml.value(field.value, as: .account)
            case .region: target.region = yaml.value(field.value, as: .label("a region such as us-east-1"))
            }
        }
    }
}

/// The keys of a manifest; `x-…` keys are for its author and are passed over.
enum ManifestKey: String, MappingKey {
    /// The version of the language.
    case apiVersion
    /// The kind of document.
    case kind
    /// What the manifest is called.
    case metadata
    /// The account and region of all the loops.
    case target
    /// The settings that all loops share.
    case defaults
    /// What must hold before anything is stopped or deleted.
    case guards
    /// How fast, and for how long, the run works.
    case execution
    /// The loops to remove.
    case loops
    /// Files that name more loops.
    case loopsFrom
    /// Rules that find more loops.
    case select

    /// Keys that begin with `x-` are passed over.
    static var ignoresExtensions: Bool { true }
}

/// The keys of `target`.
enum TargetKey: String, MappingKey {
    /// The account's twelve digits.
    case account
    /// The region.
    case region
}
