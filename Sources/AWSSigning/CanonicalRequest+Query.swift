extension CanonicalRequest {
    /// Sorts a query by encoded name, then by encoded value; a name without a value gets an equals sign.
    ///
    /// Names and values are decoded and encoded again, so that it does not matter how far the wire encoded them.
    static func canonicalQuery(_ query: String) -> String {
        guard !query.isEmpty else { return "" }
        return query.split(separator: "&" as Character)
            .map { item in
                let parts = item.split(separator: "=" as Character, maxSplits: 1, omittingEmptySubsequences: false)
                return (name: reencoded(parts[0]), value: parts.count > 1 ? reencoded(parts[1]) : "")
            }
            .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
            .map { "\($0.name)=\($0.value)" }
            .joined(separator: "&")
    }

    /// Brings a name or a value of a query, encoded or not, into its encoded form.
    private static func reencoded(_ text: Substring) -> String {
        PercentEncoding.encode(PercentEncoding.decode(text), keepingSlashes: false)
    }
}
