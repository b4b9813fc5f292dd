/// A saved plan as its JSON holds it, before its values are understood.
struct SavedPlanDocument: Decodable {
    /// What the plan says of itself.
    struct Plan: Decodable {
        /// This product's version.
        let version: String
        /// When the loops were looked at, in RFC 3339.
        let madeAt: String
        /// The manifest's name.
        let name: String
        /// The digest of the manifest.
        let manifestSha256: String
        /// The account that the manifest asserts.
        let account: String?
        /// The region that was called.
        let region: String
        /// The endpoint that was called.
        let endpoint: String?
        /// How many loops there must be.
        let loopCount: Int
    }

    /// One loop.
    struct Loop: Decodable {
        /// The loop's name.
        let name: String
        /// Where it stood.
        let status: String?
        /// When it was created, in RFC 3339.
        let creationTime: String?
        /// The ARN of its flow definition.
        let flowDefinitionArn: String?
        /// The number of the rule that found it, from 1.
        let rule: Int?
        /// The loop that stays in its place.
        let stays: StayingLoopDocument?
        /// Whether the plan leaves it alone.
        let leftAlone: Bool
    }

    /// The version of the document's meaning.
    let schema: Int
    /// What kind of document it is.
    let type: String
    /// What the plan says of itself.
    let plan: Plan
    /// The loops.
    let loops: [Loop]
}
