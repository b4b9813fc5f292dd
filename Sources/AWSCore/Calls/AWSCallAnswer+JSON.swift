import FoundationEssentials

extension AWSCallAnswer {
    /// Reads the JSON of the body; members that are not known do not matter, and null is as good as absent.
    ///
    /// A service may leave a body without members out (Smithy, AWS REST-JSON): no body is read as an empty object.
    ///
    /// - Throws: `UnreadableAnswer` when the body is not JSON, or a member is missing or of another type.
    package func decoded<Answer: Decodable>(as type: Answer.Type) throws(UnreadableAnswer) -> Answer {
        do {
            let body = response.body.isEmpty ? Array("{}".utf8) : response.body
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw UnreadableAnswer(error)
        }
    }
}
