/// Why no further event can be read from a stream.
package enum YAMLReadError: Error, Hashable, Sendable {
    /// The text is no YAML.
    case syntax(YAMLSyntaxError)
    /// The text goes beyond a bound.
    case limit(YAMLLimitError)
    /// The bytes could not be had.
    case source(ByteSourceError)
}
