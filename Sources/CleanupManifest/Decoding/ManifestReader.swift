import YAMLReading

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
    /// The manifest's name; nil as long as it gives none.
    var name: String?
    /// The account and region given.
    var target = CleanupTarget()
    /// The settings that all loops share.
    var defaults = SettingsOverride()
    /// Where the settings that all loops share are; nil when there are none.
    var defaultsPlace: TextPlace?
    /// The guards given.
    var guards = CleanupGuards()
    /// The execution given.
    var execution = ExecutionSettings()
    /// The loops named.
    var loops = LoopList()
    /// The settings that loops give themselves.
    var overrides = OverrideTable()
    /// Where the ARNs say that their resources are.
    var homes = ResourceHomes()

    /// Makes a reader of a manifest that has not been begun.
    init(_ yaml: DocumentReader) {
        self.yaml = yaml
    }

    /// Reads the manifest.
    ///
    /// - Returns: nil when there is nothing to read; it is of no use when problems of it were reported.
    mutating func read() -> CleanupManifest? {
        guard let root = yaml.root(), var fields = yaml.mapping(root, of: ManifestKey.self) else { return nil }
        while let field = fields.next() { read(field) }
        fields.require(.apiVersion, .kind, .loops)
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
        case .loopsFrom, .select: break  // not supported: never handed out
        }
    }

    /// Reports a value that is not the one word that it must be.
    private func check(_ node: YAMLNode, is expected: String, _ code: DiagnosticCode) {
        guard let text = yaml.value(node, as: .text), text != expected else { return }
        yaml.report(code, at: node, "\(node.subject) must be \(expected) (is \(HarmlessText.quoted(text)))")
    }

    /// Reads `metadata`.
    private mutating func readMetadata(_ node: YAMLNode) {
        guard var fields = yaml.mapping(node, of: MetadataKey.self) else { return }
        while let field = fields.next() {
            switch field.key {
            case .name:
                let expected = "a manifest's name such as dup-batch-2026-11"
                // A name that is wrong has been reported; the name of the file is not asked for then.
                name = yaml.value(field.value, as: .label(expected)) ?? ""
            case .owner, .ticket, .description, .labels: break  // not supported: never handed out
            }
        }
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
