extension CanonicalRequest {
    /// Resolves a path as its form asks, and percent-encodes all of it but the slashes.
    static func canonicalPath(_ path: String, form: PathForm) -> String {
        switch form {
        case .asWritten:
            return PercentEncoding.encode((path.isEmpty ? "/" : path).utf8, keepingSlashes: true)
        case .normalized:
            return PercentEncoding.encode(normalized(path).utf8, keepingSlashes: true)
        }
    }

    /// Removes dot segments and empty segments; a slash at the end stays.
    private static func normalized(_ path: String) -> String {
        guard !isNormal(path.utf8) else { return path }
        var kept: [Substring] = []
        var endsInSlash = true
        for segment in path.split(separator: "/" as Character, omittingEmptySubsequences: false) {
            switch segment {
            case "", ".":
                endsInSlash = true
            case "..":
                _ = kept.popLast()
                endsInSlash = true
            default:
                kept.append(segment)
                endsInSlash = false
            }
        }
        guard !kept.isEmpty else { return "/" }
        return "/" + kept.joined(separator: "/") + (endsInSlash ? "/" : "")
    }

    /// Whether a path surely stays as it is, which holds for nearly all: it begins with a slash, and after no slash comes
    /// another, or a dot.
    private static func isNormal(_ path: String.UTF8View) -> Bool {
        guard path.first == UInt8(ascii: "/") else { return false }
        return !zip(path, path.dropFirst()).contains { byte, next in
            byte == UInt8(ascii: "/") && (next == UInt8(ascii: "/") || next == UInt8(ascii: "."))
        }
    }
}
