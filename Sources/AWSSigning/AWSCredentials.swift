package import Support

/// The keys that requests to AWS are signed with.
package struct AWSCredentials: Hashable, Sendable {
    package let accessKeyID: String
    /// Never leaves the machine.
    package let secretAccessKey: Secret<String>
    /// Nil for long-lived keys.
    package let sessionToken: Secret<String>?

    package init(accessKeyID: String, secretAccessKey: Secret<String>, sessionToken: Secret<String>? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }
}
