package import AWSCore
import AWSSigning
import Support

extension StaticCredentials {
    /// The keys that the published examples are signed with.
    package static func example(sessionToken: String? = nil) -> StaticCredentials {
        let keys = AWSCredentials(
            accessKeyID: "AKIDEXAMPLE",
            secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
            sessionToken: sessionToken.map { Secret($0) }
        )
        return StaticCredentials(ProvidedCredentials(keys: keys, source: "an example"))
    }
}
