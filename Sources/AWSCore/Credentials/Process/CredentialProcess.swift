import AWSSigning
import Support

/// A program that prints credentials.
struct CredentialProcess: Hashable, Sendable {
    /// The program and its arguments, at least the program; some write secrets into them.
    let arguments: Secret<[String]>
    /// The account of the credentials when the program names none.
    let accountID: String?
    /// The profile that names the program.
    let profile: String
}
