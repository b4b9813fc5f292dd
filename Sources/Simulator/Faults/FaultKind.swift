/// A way in which a call goes wrong; the raw value is its key in a fleet file.
package enum FaultKind: String, CaseIterable, Sendable {
    /// 500, and the service has not acted.
    case serverError
    /// 500, and the service has acted all the same.
    case serverErrorAfter
    /// 429, and the service has not acted.
    case throttle
    /// The connection is closed without an answer; the service has not acted.
    case dropBefore
    /// The connection is closed without an answer; the service has acted.
    case dropAfter
    /// The service acts, and the answer's body comes `ServiceBehaviour.slowBody` after its head.
    case slowBody
    /// The service acts, and the connection is closed in the middle of the answer's body.
    case truncated
    /// The service acts, and the answer is a 200 with a page of HTML.
    case malformed
    /// The service acts, and answers with a status that no model knows.
    case unknownStatus

    /// The kind as a flag spells it, such as `drop-after`.
    package var flagName: String {
        var name = ""
        for character in rawValue {
            if character.isUppercase { name += "-" }
            name += character.lowercased()
        }
        return name
    }
}
