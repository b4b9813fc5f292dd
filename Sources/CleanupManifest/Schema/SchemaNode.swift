import YAML

/// The JSON Schema of one value of a manifest.
struct SchemaNode: Sendable {
    /// The keywords of the schema, in the order that they are written.
    var keywords: [(key: String, value: SchemaValue)]

    init(_ keywords: [(key: String, value: SchemaValue)]) { self.keywords = keywords }

    var value: SchemaValue { .object(keywords) }

    /// The same schema with what its key is for in front.
    func describing(_ description: String) -> SchemaNode {
        SchemaNode([("description", .text(description))] + keywords)
    }

    func with(_ key: String, _ value: SchemaValue) -> SchemaNode { SchemaNode(keywords + [(key, value)]) }

    static func text(_ pattern: String) -> SchemaNode {
        SchemaNode([("type", .text("string")), ("pattern", .text(pattern))])
    }

    static func keyword<Keyword>(_ type: Keyword.Type) -> SchemaNode
    where Keyword: RawRepresentable<String> & CaseIterable {
        SchemaNode([("type", .text("string")), ("enum", .list(type.allCases.map { .text($0.rawValue) }))])
    }

    static func list(_ items: SchemaNode, atLeast minimum: Int = 0) -> SchemaNode {
        let list = SchemaNode([("type", .text("array")), ("items", items.value)])
        return minimum > 0 ? list.with("minItems", .number(minimum)) : list
    }

    /// A mapping with exactly the keys of the enumeration that reads it.
    static func mapping<Key: SchemaKey>(_ keys: Key.Type, requiring required: [Key] = []) -> SchemaNode {
        var node = SchemaNode([
            ("type", .text("object")),
            ("additionalProperties", .flag(false)),
        ])
        if !required.isEmpty { node = node.with("required", .list(required.map { .text($0.rawValue) })) }
        if keys.ignoresExtensions { node = node.with("patternProperties", .object([("^x-", .object([]))])) }
        let properties = keys.allCases.map { (key: $0.rawValue, value: $0.schema.value) }
        return node.with("properties", .object(properties))
    }

    static func any(_ nodes: [SchemaNode]) -> SchemaNode { SchemaNode([("anyOf", .list(nodes.map(\.value)))]) }
}

extension SchemaNode {
    /// The characters of one label: lower-case letters, digits and inner hyphens, 63 at the most.
    private static let label = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
    /// The beginning of an ARN, up to the kind of resource.
    private static let arnStart = "arn:[^:]+:sagemaker:\(label):[0-9]{12}:"

    /// Any text but none; YAML may take it for a number or a flag, which loopsweep does not.
    static let freeText = SchemaNode([
        ("type", .list([.text("string"), .text("number"), .text("boolean")])), ("minLength", .number(1)),
        ("not", .object([("type", .text("string")), ("pattern", .text("\\$\\{"))])),
    ])
    /// A name of a human loop; a name that YAML takes for something else is to be quoted.
    static let loopName = text("^\(label)$")
    static let loopARN = text("^\(arnStart)human-loop/\(label)$")
    static let flowDefinitionARN = text("^\(arnStart)flow-definition/\(label)$")
    /// One label of a host's name.
    static let word = text("^\(label)$")
    static let namePattern = text("^[a-z0-9*?-]+$")
    /// The number of an account; without its quotes it may not begin with a zero.
    static let account = SchemaNode([
        ("type", .list([.text("string"), .text("integer")])), ("pattern", .text("^[0-9]{12}$")),
        ("minimum", .number(100_000_000_000)), ("maximum", .number(999_999_999_999)),
    ])
    static let duration = text("^[0-9]+(ms|s|m|h|d)$")
    static let positiveDuration = text("^0*[1-9][0-9]*(ms|s|m|h|d)$")
    /// A moment as RFC 3339 writes it.
    static let timestamp = text(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
    )
    static let expression = SchemaNode([
        ("type", .text("string")), ("minLength", .number(1)),
        ("maxLength", .number(NameExpression.maximumLength)),
    ])
    /// A regular expression with a capture, as far as a schema can tell.
    static let capturingExpression = expression.with("pattern", .text("\\("))
    static let digest = text("^[0-9A-Fa-f]{64}$")
    static let path = text("^(?!.*://)[^*?\\[]+$")

    static let count = integer(0...ManifestReader.maximumCount, "0|[1-9][0-9]{0,8}|1000000000")
    static let countLimit = integer(
        0...ManifestReader.maximumCount,
        "0|[1-9][0-9]{0,8}|1000000000|(0{0,2}[0-9]|0?[1-9][0-9])(\\.[0-9]{1,2})?%|100(\\.0{1,2})?%"
    )
    static let concurrency = integer(ManifestReader.concurrencies, "[1-9][0-9]{0,2}|1000")
    static let attempts = integer(ManifestReader.attempts, "[1-9][0-9]?|100")
    static let rate = SchemaNode([
        ("type", .list([.text("number"), .text("string")])),
        ("pattern", .text("^0*([1-9][0-9]{0,4}(\\.[0-9]+)?|100000(\\.0+)?|0\\.0{0,2}[1-9][0-9]*)$")),
        ("minimum", .decimal(DecimalGrammar.minimum)), ("maximum", .number(ExecutionSettings.maximumRate)),
    ])

    /// A whole number, also in quotes; `alternatives` are the texts that may be given, as a regular expression.
    private static func integer(_ range: ClosedRange<Int>, _ alternatives: String) -> SchemaNode {
        SchemaNode([
            ("type", .list([.text("integer"), .text("string")])), ("pattern", .text("^(\(alternatives))$")),
            ("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound)),
        ])
    }
}

/// A JSON value whose keys keep their order, so that a schema is written as it is meant to be read.
indirect enum SchemaValue: Sendable {
    case text(String)
    case number(Int)
    case decimal(Double)
    case flag(Bool)
    case list([SchemaValue])
    case object([(key: String, value: SchemaValue)])

    /// Writes the value as indented JSON; `indent` stands in front of the lines after the first.
    func rendered(indent: String = "") -> String {
        let inner = indent + "  "
        switch self {
        case .text(let text): return Self.quoted(text)
        case .number(let number): return String(number)
        case .decimal(let number): return "\(number)"
        case .flag(let flag): return flag ? "true" : "false"
        case .list(let items):
            let lines = items.map { $0.rendered(indent: inner) }
            let isShort = lines.allSatisfy { !$0.contains("\n") } && lines.map(\.utf8.count).reduce(0, +) < 90
            if isShort { return "[\(lines.joined(separator: ", "))]" }
            return "[\n\(lines.map { inner + $0 }.joined(separator: ",\n"))\n\(indent)]"
        case .object(let fields):
            if fields.isEmpty { return "{}" }
            let lines = fields.map { "\(inner)\(Self.quoted($0.key)): \($0.value.rendered(indent: inner))" }
            return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
        }
    }

    /// Puts a text of printable characters between quotes.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
