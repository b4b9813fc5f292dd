import YAML

/// What the reader's tests make of a text, in the way that every decoder reads.
struct SampleDocument {
    /// The values read, such as `name=a` or `nested.name=b`, in the order of the file.
    private(set) var values: [String] = []
    /// The problems found.
    private(set) var log = DiagnosticLog()

    /// Reads a text.
    init(_ text: String) throws {
        let yaml = DocumentReader(text: text)
        if let root = yaml.root() { read(root, prefix: "", from: yaml) }
        log = try yaml.finish()
    }

    /// The problems, one in a line.
    var problems: [String] { log.diagnostics.map(\.summary) }

    /// Reads a mapping.
    private mutating func read(_ node: YAMLNode, prefix: String, from yaml: DocumentReader) {
        guard var fields = yaml.mapping(node, of: SampleKey.self) else { return }
        while let field = fields.next() {
            switch field.key {
            case .name:
                if let name = yaml.value(field.value, as: .label("a name")) { values.append("\(prefix)name=\(name)") }
            case .timeout:
                guard let timeout = yaml.value(field.value, as: .duration()) else { continue }
                values.append("\(prefix)timeout=\(timeout.durationText)")
            case .items:
                guard let items = yaml.sequence(field.value) else { continue }
                while let item = items.next() {
                    // Items that are mappings or sequences are not read on, so that they are passed over.
                    if let text = item.text { values.append("\(prefix)item=\(text)") }
                }
            case .nested: read(field.value, prefix: "\(prefix)nested.", from: yaml)
            }
        }
        fields.require(.name)
    }
}

/// The keys of the mapping that the reader's tests read.
enum SampleKey: String, MappingKey {
    /// A loop's name.
    case name
    /// A duration.
    case timeout
    /// A sequence of anything.
    case items
    /// A mapping with the same keys.
    case nested

    /// Keys that begin with `x-` are passed over.
    static var ignoresExtensions: Bool { true }

    static let planned: Set = ["later"]
}

extension DocumentReader {
    /// Makes a reader of a text in a file called `test.yaml`.
    convenience init(text: String) {
        self.init(MemoryByteSource(text), file: "test.yaml")
    }
}

extension Diagnostic {
    /// The problem in one line: code, place and length, message.
    var summary: String { "\(code.rawValue) \(position.line):\(position.column)+\(length) \(message)" }
}
