/// The answer of StopHumanLoop and DeleteHumanLoop: any JSON object, whose members do not matter.
struct EmptyAnswer: Decodable {
    /// No members.
    private enum CodingKeys: CodingKey {}

    /// Reads an object.
    ///
    /// - Throws: `DecodingError` when it is something else.
    init(from decoder: any Decoder) throws {
        _ = try decoder.container(keyedBy: CodingKeys.self)
    }
}
