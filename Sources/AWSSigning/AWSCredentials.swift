package import Support

/// The keys that requests to AWS are signed with.
package struct AWSCredentials: Hashable, Sendable {
    /// The public half, which travels in every request.
    package let accessKeyID: String
    /// The secret half, which never leaves the machine.
    package let secretAccessKey: Secret<String>
    /// What temporary credentials are presented with; nil for long-lived keys.
    package let sessionToken: Secret<String>?

    /// Makes credentials from their parts.
    package init(accessKeyID: String, secretAccessKey: Secret<String>, sessionToken: Secret<String>? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }
}
