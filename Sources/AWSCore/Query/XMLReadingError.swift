/// A document that is no XML, or holds what no answer of AWS holds.
struct XMLReadingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where in the document the trouble is, in bytes from its beginning.
    let offset: Int
    /// The trouble in a few words.
    let reason: String

    /// The trouble with its place.
    var description: String { "\(reason) at byte \(offset)" }
}
