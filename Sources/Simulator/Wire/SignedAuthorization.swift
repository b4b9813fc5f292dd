import AWSSigning

/// The parts of an `Authorization` header of Signature Version 4.
struct SignedAuthorization: Sendable, Hashable {
    /// The public half of the keys that signed.
    let accessKeyID: String
    /// What the signature is good for.
    let scope: CredentialScope
    /// The names of the headers that were signed, in lower case.
    let signedHeaders: [String]
    /// The signature, in hexadecimal.
    let signature: String

    /// Takes a header's value apart.
    ///
    /// - Throws: `ServiceRefusal` when the algorithm is another, or a part is missing.
    init(_ value: String) throws(ServiceRefusal) {
        let prefix = StringToSign.algorithm + " "
        guard value.hasPrefix(prefix) else {
            throw ServiceRefusal(.incompleteSignature, "Authorization header requires '\(StringToSign.algorithm)'")
        }
        var parts: [Substring: Substring] = [:]
        for part in value.dropFirst(prefix.utf8.count).split(separator: "," as Character) {
            let pair = part.drop { $0 == " " }.split(separator: "=" as Character, maxSplits: 1)
            if pair.count == 2 { parts[pair[0]] = pair[1] }
        }
        let credential = (parts["Credential"] ?? "").split(
            separator: "/" as Character,
            omittingEmptySubsequences: false
        )
        guard credential.count == 5, let headers = parts["SignedHeaders"], let signature = parts["Signature"] else {
            let message = "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters"
            throw ServiceRefusal(.incompleteSignature, message)
        }
        guard credential[4] == "aws4_request" else {
            throw ServiceRefusal(
                .invalidSignature,
                "Credential should be scoped with a valid terminator: 'aws4_request'"
            )
        }
        accessKeyID = String(credential[0])
        scope = CredentialScope(
            day: String(credential[1]),
            region: String(credential[2]),
            service: String(credential[3])
        )
        signedHeaders = headers.split(separator: ";" as Character).map { $0.lowercased() }
        self.signature = String(signature)
    }
}
