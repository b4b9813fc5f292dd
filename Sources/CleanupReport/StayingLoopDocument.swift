/// The loop that stays in the place of a duplicate, as JSON holds it.
struct StayingLoopDocument: Decodable {
    /// The loop's name.
    let name: String
    /// Where it stood.
    let status: String
    /// When it was created, in RFC 3339.
    let creationTime: String
}
