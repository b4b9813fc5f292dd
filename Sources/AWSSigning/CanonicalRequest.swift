/// A request in the one form that client and service hash alike (Signature Version 4, task 1).
///
/// It is made from what stands on the wire, so that a service can make it again from the request that arrived.
package struct CanonicalRequest: Sendable, CustomStringConvertible {
    /// Whether dot segments and repeated slashes of a path are resolved first: all services want it but S3.
    package enum PathForm: Sendable {
        /// `/a/./b//../c` is signed as `/a/c`.
        case normalized
        /// The path is signed as it stands.
        case asWritten
    }

    /// The names of the headers that are signed, in lower case, sorted and joined by semicolons.
    package let signedHeaders: String
    /// The canonical text that is hashed.
    package let description: String

    /// Puts a request into its canonical form.
    ///
    /// - Parameters:
    ///   - method: the method in upper case.
    ///   - path: the path as it stands in the request line; it is encoded once more, as all services but S3 want it.
    ///   - query: what follows the question mark in the request line; empty when there is none.
    ///   - headers: the headers to sign, in the order of the wire; several of one name are joined by commas.
    ///   - payloadHash: the SHA-256 of the body in lower-case hexadecimal.
    ///   - pathForm: whether the path is normalized, which is the default.
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
        var text = method
        text += "\n"
        text += Self.canonicalPath(path, form: pathForm)
        text += "\n"
        text += Self.canonicalQuery(query)
        text += "\n"
        for field in fields { text += "\(field.name):\(field.value)\n" }
        text += "\n"
        text += signedHeaders
        text += "\n"
        text += payloadHash
        description = text
    }
}
