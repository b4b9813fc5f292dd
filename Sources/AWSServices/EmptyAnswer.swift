/// The answer of StopHumanLoop and DeleteHumanLoop: any JSON object that does not tell of an error.
struct EmptyAnswer: Decodable {
    /// A member of any name.
    private struct Member: CodingKey {
        /// The name.
        let stringValue: String
        /// No member is known by a number.
        var intValue: Int? { nil }

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) { nil }
    }

    /// The members by which services and what stands in front of them tell of errors, in lower case.
    private static let errorMembers: Set<String> = [
        "__type", "code", "message", "error", "errors", "errortype", "errorcode", "errormessage", "fault",
    ]

    /// The member that tells of an error in spite of the answer's status; nil when none does.
    let errorMember: String?

    /// Reads an object.
    ///
    /// - Throws: `DecodingError` when it is something else.
    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        errorMember =
            try members.allKeys.first { key in
                let isNull = try members.decodeNil(forKey: key)
                return Self.errorMembers.contains(key.stringValue.lowercased()) && !isNull
            }?
            .stringValue
    }
}
