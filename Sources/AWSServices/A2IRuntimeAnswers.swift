import HumanLoops

/// The members of DescribeHumanLoop's answer.
struct DescribeAnswer: Decodable {
    struct Output: Decodable {
        let uri: String?

        private enum CodingKeys: String, CodingKey {
            case uri = "OutputS3Uri"
        }
    }

    let name: String
    /// An open set.
    let status: String
    let creationTime: WireTimestamp
    let flowDefinitionARN: String?
    let arn: String?
    /// The error that an answer of success names in spite of its status.
    let errorType: String?
    let failureCode: String?
    let failureReason: String?
    let output: Output?

    private enum CodingKeys: String, CodingKey {
        case name = "HumanLoopName"
        case status = "HumanLoopStatus"
        case creationTime = "CreationTime"
        case flowDefinitionARN = "FlowDefinitionArn"
        case arn = "HumanLoopArn"
        case errorType = "__type"
        case failureCode = "FailureCode"
        case failureReason = "FailureReason"
        case output = "HumanLoopOutput"
    }

    /// The loop described; nil when the answer is about another loop, by its name or by its ARN, or names an error.
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
    struct Row: Decodable {
        let name: String
        let status: String
        let creationTime: WireTimestamp
        let flowDefinitionARN: String?
        let failureReason: String?

        private enum CodingKeys: String, CodingKey {
            case name = "HumanLoopName"
            case status = "HumanLoopStatus"
            case creationTime = "CreationTime"
            case flowDefinitionARN = "FlowDefinitionArn"
            case failureReason = "FailureReason"
        }
    }

    let rows: [Row]
    let nextToken: String?
    let errorType: String?

    private enum CodingKeys: String, CodingKey {
        case rows = "HumanLoopSummaries"
        case nextToken = "NextToken"
        case errorType = "__type"
    }

    /// The page; nil when a row names what no loop can be named, or the answer names an error.
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
    private struct Member: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }

        init?(intValue: Int) { nil }
    }

    /// The members by which services and what stands in front of them tell of errors, in lower case.
    private static let errorMembers: Set<String> = [
        "__type", "code", "message", "error", "errors", "errortype", "errorcode", "errormessage", "fault",
    ]

    /// The member that tells of an error in spite of the answer's status; nil when none does.
    let errorMember: String?

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        let key = try members.allKeys.first { key in
            let isNull = try members.decodeNil(forKey: key)
            return Self.errorMembers.contains(key.stringValue.lowercased()) && !isNull
        }
        errorMember = key?.stringValue
    }
}

/// A moment as an answer holds it.
///
/// The service writes RFC 3339 text, its reference shows a number of seconds, and SDKs have met both
/// (aws-sdk-java-v2 issue 2671); a number in a string is read as well.
struct WireTimestamp: Decodable {
    /// The moments that a number may stand for, in seconds since the epoch: the years 1 to 9999.
    private static let seconds: ClosedRange<Double> = -62_135_596_800...253_402_300_799

    let value: Timestamp

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

    private static func moment(ofNumber text: String) -> Timestamp? {
        // Double also reads "nan", "infinity" and hexadecimal, which no service writes.
        let isDecimal = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
        return isDecimal ? Double(text).flatMap { moment($0) } : nil
    }

    /// To the nearest millisecond; nil when the years 1 to 9999 do not hold it.
    private static func moment(_ number: Double) -> Timestamp? {
        guard seconds.contains(number) else { return nil }
        return Timestamp(millisecondsSinceEpoch: Int64((number * 1_000).rounded()))
    }
}
