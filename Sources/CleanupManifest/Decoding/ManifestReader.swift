import HumanLoops
import Support
import YAML

/// Reads one manifest: each section as it comes, then what sections say about each other.
struct ManifestReader {
    static let apiVersion = "loopsweep/v1"
    static let kind = "HumanLoopCleanup"
    /// The greatest number of loops that a guard may be set to.
    static let maximumCount = 1_000_000_000

    let yaml: DocumentReader
    let opener: LoopListOpener
    /// The files that name loops, the manifest first.
    var sources: [String]
    /// The SHA-256 of each of the files besides the manifest, as it was read.
    var listDigests: [String] = []
    /// The manifest's name; nil as long as it gives none.
    var name: String?
    /// Where its name is, or the document when it gives none.
    var namePlace: TextPlace
    var details = ManifestDetails()
    var target = CleanupTarget()
    var defaults = SettingsOverride()
    var defaultsPlace: TextPlace?
    var guards = CleanupGuards()
    /// Whether there is a `guards.maxLoops`, right or wrong.
    var isLoopCountBounded = false
    var execution = ExecutionSettings()
    /// The loops named, also those that are named again; their settings are indices into the table of overrides until
    /// the end.
    var loops = LoopTable()
    /// The rules that find loops; `settings` is an index into the table of overrides until the end.
    var selections: [SelectionRule] = []
    var lists = LoopLists()
    var selectPlace: TextPlace?
    var overrides = OverrideTable()
    /// The loops that the document keeps in the place of duplicates.
    var keptLoops: [HumanLoopName: KeptClaim] = [:]
    var homes: [ResourceHome] = []

    init(_ yaml: DocumentReader, _ opener: LoopListOpener, at root: YAMLNode) {
        self.yaml = yaml
        self.opener = opener
        namePlace = TextPlace(root)
        sources = [yaml.file]
    }

    /// Reads the manifest of a document, of no use when problems were reported; nil when that is no mapping.
    mutating func read(_ root: YAMLNode) -> CleanupManifest? {
        guard var fields = yaml.mapping(root, of: ManifestKey.self) else { return nil }
        while let field = fields.next() { read(field) }
        fields.require(.apiVersion, .kind)
        return finish(root)
    }

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
}

/// The keys of a manifest; `x-…` keys are for its author and are passed over.
enum ManifestKey: String, SectionKey {
    case apiVersion, kind, metadata, target, defaults, guards, execution, loops, loopsFrom, select

    static let ignoresExtensions = true
    static let planned: Set = ["targets"]

    var schema: SchemaNode {
        switch self {
        case .apiVersion:
            SchemaNode([("const", .text(ManifestReader.apiVersion))]).describing("The version of the language.")
        case .kind: SchemaNode([("const", .text(ManifestReader.kind))]).describing("The kind of document.")
        case .metadata:
            .mapping(MetadataKey.self).describing("What the manifest is called, and what people should know of it.")
        case .target:
            .mapping(TargetKey.self)
                .describing("The account and region of all the loops; every loop described is compared with them.")
        case .defaults:
            .mapping(DefaultsKey.self).describing("What all loops share; one loop, list or rule may say otherwise.")
        case .guards:
            .mapping(GuardsKey.self).describing(
                "Limits: minAge and protect refuse a loop; maxLoops, maxStops and maxMissing refuse the run before anything "
                    + "is changed; after maxFailures nothing new is started."
            )
        case .execution: .mapping(ExecutionKey.self).describing("How fast, and for how long, the run works.")
        case .loops:
            .list(LoopOwnKey.itemSchema).describing("The loops to remove: names, ARNs, or mappings that say more.")
        case .loopsFrom: .list(LoopsFromOwnKey.itemSchema).describing("Files that name more loops.")
        case .select:
            .list(SelectionOwnKey.itemSchema)
                .describing("Rules that find loops when the plan is made; guards.maxLoops must bound them.")
        }
    }

    func written(_ manifest: CleanupManifest) -> ManifestValue? {
        switch self {
        case .apiVersion: .word(ManifestReader.apiVersion)
        case .kind: .word(ManifestReader.kind)
        case .metadata: MetadataKey.mapping(of: manifest)
        case .target: TargetKey.mapping(of: manifest.target)
        case .guards: GuardsKey.mapping(of: manifest.guards)
        case .execution: ExecutionKey.mapping(of: manifest.execution)
        // Each loop is written by itself, with all its settings; lists and rules are not read again.
        case .defaults, .loops, .loopsFrom, .select: nil
        }
    }
}
