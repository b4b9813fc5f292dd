/// A request in the one form that client and service hash alike (Signature Version 4, task 1).
///
/// It is made from what stands on the wire, so that a service can make it again from the request that arrived.
package struct CanonicalRequest: Sendable, CustomStringConvertible {
    /// Whether dot segments and repeated slashes of a path are resolved first: all services want it but S3.
    package enum PathForm: Sendable {
        /// `/a/./b//../c` is signed as `/a/c`.
        case normalized
        case asWritten
    }

    /// In lower case, sorted and joined by semicolons.
    package let signedHeaders: String
    package let description: String

    /// Puts a request into its canonical form; path and query are as in the request line, headers in the order of the
    /// wire.
    ///
    /// The path is encoded once more, as all services but S3 want it; headers of one name are joined by commas.
    package init(
        method: String,
        path: String,
        query: String,
        headers: [HTTPHeader],
        payloadHash: String,
        pathForm: PathForm = .normalized
    ) {
        let fields = Self.canonicalHeaders(headers)
        signedHeaders = fields.map(\.name).joined(separator: ";")
        var text = "\(method)\n\(Self.canonicalPath(path, form: pathForm))\n\(Self.canonicalQuery(query))\n"
        for field in fields { text += "\(field.name):\(field.value)\n" }
        text += "\n\(signedHeaders)\n\(payloadHash)"
        description = text
    }

    /// Brings headers into their canonical form: names in lower case and sorted, values folded and joined.
    private static func canonicalHeaders(_ headers: [HTTPHeader]) -> [(name: String, value: String)] {
        var fields: [String: String] = [:]
        for header in headers {
            let name = header.name.lowercased()
            let value = folded(header.value)
            // Several headers of one name keep the order of the wire.
            fields[name] = fields[name].map { "\($0),\(value)" } ?? value
        }
        return fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Trims a value and makes every run of blanks and line breaks in it one blank.
    private static func folded(_ value: String) -> String {
        var folded: [UInt8] = []
        folded.reserveCapacity(value.utf8.count)
        var isBlankDue = false
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
                isBlankDue = !folded.isEmpty
            default:
                if isBlankDue { folded.append(UInt8(ascii: " ")) }
                isBlankDue = false
                folded.append(byte)
            }
        }
        return String(decoding: folded, as: UTF8.self)
    }

    /// Resolves a path as its form asks, and percent-encodes all of it but the slashes.
    private static func canonicalPath(_ path: String, form: PathForm) -> String {
        let resolved =
            switch form {
            case .asWritten: path.isEmpty ? "/" : path
            case .normalized: normalized(path)
            }
        return PercentEncoding.encode(resolved.utf8, keepingSlashes: true)
    }

    /// Removes dot segments and empty segments; a slash at the end stays.
    private static func normalized(_ path: String) -> String {
        guard !isNormal(path) else { return path }
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
    private static func isNormal(_ path: String) -> Bool {
        var previous: UInt8?
        for byte in path.utf8 {
            let isSlash = byte == UInt8(ascii: "/")
            guard previous != nil || isSlash else { return false }
            if previous == UInt8(ascii: "/"), isSlash || byte == UInt8(ascii: ".") { return false }
            previous = byte
        }
        return previous != nil
    }

    /// Sorts a query by encoded name, then by encoded value; a name without a value gets an equals sign.
    ///
    /// Names and values are decoded and encoded again, so that it does not matter how far the wire encoded them.
    private static func canonicalQuery(_ query: String) -> String {
        guard !query.isEmpty else { return "" }
        return query.split(separator: "&" as Character)
            .map { item in
                let parts = item.split(separator: "=" as Character, maxSplits: 1, omittingEmptySubsequences: false)
                let encoded = parts.map { PercentEncoding.encode(PercentEncoding.decode($0), keepingSlashes: false) }
                return (name: encoded[0], value: encoded.count > 1 ? encoded[1] : "")
            }
            .sorted { ($0.name, $0.value) < ($1.name, $1.value) }
            .map { "\($0.name)=\($0.value)" }
            .joined(separator: "&")
    }
}

/// One header of a request or an answer, as it stands on the wire.
package struct HTTPHeader: Hashable, Sendable {
    /// Its case does not matter.
    package let name: String
    /// Without the blanks that HTTP allows around it.
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
