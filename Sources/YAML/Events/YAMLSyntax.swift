/// The notation of a stream.
package enum YAMLSyntax: Hashable, Sendable {
    /// YAML, as libyaml reads it.
    case yaml
    /// JSON, strictly.
    case json
    /// JSON when the text begins with `{` and then `"` or `}`, else YAML.
    case detected
}
