import YAML

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
    /// The ARN of a human loop.
    static let loopARN = text("^\(arnStart)human-loop/\(label)$")
    /// The ARN of a flow definition.
    static let flowDefinitionARN = text("^\(arnStart)flow-definition/\(label)$")
    /// One label of a host's name.
    static let word = text("^\(label)$")
    /// A pattern of loops' names.
    static let namePattern = text("^[a-z0-9*?-]+$")
    /// The number of an account; without its quotes it may not begin with a zero.
    static let account = SchemaNode([
        ("type", .list([.text("string"), .text("integer")])), ("pattern", .text("^[0-9]{12}$")),
        ("minimum", .number(100_000_000_000)), ("maximum", .number(999_999_999_999)),
    ])
    /// A duration, which may be zero.
    static let duration = text("^[0-9]+(ms|s|m|h|d)$")
    /// A duration above zero.
    static let positiveDuration = text("^0*[1-9][0-9]*(ms|s|m|h|d)$")
    /// A moment as RFC 3339 writes it.
    static let timestamp = text(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
    )
    /// A regular expression.
    static let expression = SchemaNode([
        ("type", .text("string")), ("minLength", .number(1)),
        ("maxLength", .number(NameExpression.maximumLength)),
    ])
    /// A regular expression with a capture, as far as a schema can tell.
    static let capturingExpression = expression.with("pattern", .text("\\("))
    /// A SHA-256 in hexadecimal.
    static let digest = text("^[0-9A-Fa-f]{64}$")
    /// The path of one file.
    static let path = text("^(?!.*://)[^*?\\[]+$")

    /// A count of loops.
    static let count = integer(0...ManifestReader.maximumCount, "0|[1-9][0-9]{0,8}|1000000000")
    /// A count of loops or a share of them.
    static let countLimit = integer(
        0...ManifestReader.maximumCount,
        "0|[1-9][0-9]{0,8}|1000000000|(0{0,2}[0-9]|0?[1-9][0-9])(\\.[0-9]{1,2})?%|100(\\.0{1,2})?%"
    )
    /// How many calls may be in flight at once.
    static let concurrency = integer(ManifestReader.concurrencies, "[1-9][0-9]{0,2}|1000")
    /// How many tries may fail.
    static let attempts = integer(ManifestReader.attempts, "[1-9][0-9]?|100")
    /// How many calls a second there may be.
    static let rate = SchemaNode([
        ("type", .list([.text("number"), .text("string")])),
        ("pattern", .text("^0*([1-9][0-9]{0,4}(\\.[0-9]+)?|100000(\\.0+)?|0\\.0{0,2}[1-9][0-9]*)$")),
        ("minimum", .decimal(DecimalGrammar.minimum)), ("maximum", .number(ExecutionSettings.maximumRate)),
    ])

    /// A whole number, also in quotes.
    ///
    /// - Parameters:
    ///   - range: the numbers that may be given.
    ///   - alternatives: the texts that may be given, as a regular expression.
    /// - Returns: the schema.
    private static func integer(_ range: ClosedRange<Int>, _ alternatives: String) -> SchemaNode {
        SchemaNode([
            ("type", .list([.text("integer"), .text("string")])), ("pattern", .text("^(\(alternatives))$")),
            ("minimum", .number(range.lowerBound)), ("maximum", .number(range.upperBound)),
        ])
    }
}
