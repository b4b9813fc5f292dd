import HumanLoops

/// The members of DescribeHumanLoop's answer.
struct DescribeAnswer: Decodable {
    /// The place of the workers' answers.
    struct Output: Decodable {
        /// Where in S3 they are.
        let uri: String?

        /// The service's names of the members.
        private enum CodingKeys: String, CodingKey {
            /// Where in S3 they are.
            case uri = "OutputS3Uri"
        }
    }

    /// The loop's name.
    let name: String
    /// The loop's status, an open set.
    let status: String
    /// When the loop was started.
    let creationTime: WireTimestamp
    /// The ARN of the loop's flow definition.
    let flowDefinitionARN: String?
    /// The loop's own ARN.
    let arn: String?
    /// The error that an answer of success names in spite of its status.
    let errorType: String?
    /// Why the loop failed, in a word.
    let failureCode: String?
    /// Why the loop failed, in a sentence.
    let failureReason: String?
    /// The place of the workers' answers.
    let output: Output?

    /// The service's names of the members.
    private enum CodingKeys: String, CodingKey {
        /// The loop's name.
        case name = "HumanLoopName"
        /// The loop's status.
        case status = "HumanLoopStatus"
        /// When the loop was started.
        case creationTime = "CreationTime"
        /// The ARN of the loop's flow definition.
        case flowDefinitionARN = "FlowDefinitionArn"
        /// The loop's own ARN.
        case arn = "HumanLoopArn"
        /// The error that an answer of success names in spite of its status.
        case errorType = "__type"
        /// Why the loop failed, in a word.
        case failureCode = "FailureCode"
        /// Why the loop failed, in a sentence.
        case failureReason = "FailureReason"
        /// The place of the workers' answers.
        case output = "HumanLoopOutput"
    }

    /// The loop described, if it is the one that was asked for.
    ///
    /// - Returns: nil when the answer is about another loop, by its name or by its ARN, or names an error.
    func loop(named asked: HumanLoopName) -> HumanLoop? {
        guard name == asked.rawValue, errorType == nil, isARN(ofLoop: asked) else { return nil }
        return HumanLoop(
            name: asked,
            status: HumanLoopStatus(status),
            creationTime: creationTime.value,
            flowDefinitionARN: flowDefinitionARN,
            arn: arn,
            failureCode: failureCode,
            failureReason: failureReason,
            outputS3URI: output?.uri
        )
    }

    /// Whether the answer's ARN, if it has one, is that of a loop of a name, in the partition of its flow definition.
    private func isARN(ofLoop asked: HumanLoopName) -> Bool {
        guard let arn, !arn.isEmpty else { return true }
        guard let arn = AmazonResourceName(arn), arn.humanLoopName == asked else { return false }
        guard let flow = flowDefinitionARN.flatMap({ AmazonResourceName($0) }) else { return true }
        return flow.partition == arn.partition
    }
}

/// The members of ListHumanLoops' answer.
struct ListAnswer: Decodable {
    /// One row.
    struct Row: Decodable {
        /// The loop's name.
        let name: String
        /// The loop's status, an open set.
        let status: String
        /// When the loop was started.
        let creationTime: WireTimestamp
        /// The ARN of the loop's flow definition.
        let flowDefinitionARN: String?
        /// Why the loop failed, in a sentence.
        let failureReason: String?

        /// The service's names of the members.
        private enum CodingKeys: String, CodingKey {
            /// The loop's name.
            case name = "HumanLoopName"
            /// The loop's status.
            case status = "HumanLoopStatus"
            /// When the loop was started.
            case creationTime = "CreationTime"
            /// The ARN of the loop's flow definition.
            case flowDefinitionARN = "FlowDefinitionArn"
            /// Why the loop failed, in a sentence.
            case failureReason = "FailureReason"
        }
    }

    /// The rows.
    let rows: [Row]
    /// What the next page is asked for with.
    let nextToken: String?
    /// The error that an answer of success names in spite of its status.
    let errorType: String?

    /// The service's names of the members.
    private enum CodingKeys: String, CodingKey {
        /// The rows.
        case rows = "HumanLoopSummaries"
        /// What the next page is asked for with.
        case nextToken = "NextToken"
        /// The error that an answer of success names in spite of its status.
        case errorType = "__type"
    }

    /// The page, if every row has a legal name; an empty token is none.
    ///
    /// - Returns: nil when a row names what no loop can be named, or the answer names an error.
    func page() -> HumanLoopPage? {
        guard errorType == nil else { return nil }
        var summaries: [HumanLoopSummary] = []
        summaries.reserveCapacity(rows.count)
        for row in rows {
            guard let name = HumanLoopName(row.name) else { return nil }
            let summary = HumanLoopSummary(
                name: name,
                status: HumanLoopStatus(row.status),
                creationTime: row.creationTime.value,
                flowDefinitionARN: row.flowDefinitionARN,
                failureReason: row.failureReason
            )
            summaries.append(summary)
        }
        return HumanLoopPage(summaries: summaries, nextToken: nextToken.flatMap { $0.isEmpty ? nil : $0 })
    }
}

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

/// A moment as an answer holds it.
///
/// The service writes RFC 3339 text, its reference shows a number of seconds, and SDKs have met both
/// (aws-sdk-java-v2 issue 2671); a number in a string is read as well.
struct WireTimestamp: Decodable {
    /// The moments that a number may stand for, in seconds since the epoch: the years 1 to 9999.
    private static let seconds: ClosedRange<Double> = -62_135_596_800...253_402_300_799

    /// The moment.
    let value: Timestamp

    /// Reads a string or a number.
    ///
    /// - Throws: `DecodingError` when it is neither, or no moment.
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let moment: Timestamp?
        if let text = try? container.decode(String.self) {
            moment = Timestamp(rfc3339: text) ?? Self.moment(ofNumber: text)
        } else {
            moment = Self.moment(try container.decode(Double.self))
        }
        guard let moment else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no moment in time")
        }
        value = moment
    }

    /// Reads a decimal number of seconds since the epoch.
    ///
    /// - Returns: nil when the text is no such number.
    private static func moment(ofNumber text: String) -> Timestamp? {
        // Double also reads "nan", "infinity" and hexadecimal, which no service writes.
        let isDecimal = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
        return isDecimal ? Double(text).flatMap { moment($0) } : nil
    }

    /// The moment so many seconds after the epoch, to the nearest millisecond.
    ///
    /// - Returns: nil when the years 1 to 9999 do not hold it.
    private static func moment(_ number: Double) -> Timestamp? {
        guard seconds.contains(number) else { return nil }
        return Timestamp(millisecondsSinceEpoch: Int64((number * 1_000).rounded()))
    }
}
