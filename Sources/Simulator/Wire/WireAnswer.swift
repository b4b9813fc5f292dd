import HumanLoops

/// An answer as it goes onto the wire.
struct WireAnswer: Sendable, Hashable {
    /// The HTTP status.
    var status: Int
    /// The value of `content-type`.
    var contentType = "application/json"
    /// The value of `x-amzn-errortype`; nil when the answer is none, or its code stands in the body.
    var errorType: String?
    /// The value of `x-amzn-requestid`.
    var requestID: String
    /// The body; empty for a stop and a delete that were accepted.
    var body: [UInt8] = []

    /// Writes an answer of the service down.
    ///
    /// - Parameters:
    ///   - answer: what the service says.
    ///   - requestID: the id the answer carries.
    ///   - errorCode: where the code of a refusal stands.
    init(_ answer: SimulatedAnswer, requestID: String, errorCode: ServiceVariants.ErrorCodePlace) {
        self.requestID = requestID
        status = 200
        switch answer {
        case .described(let loop):
            body = JSONObjectText(describing: loop).bytes
        case .listed(let page):
            var object = JSONObjectText()
            object.add("HumanLoopSummaries", page.summaries.map { JSONObjectText(summarizing: $0) })
            object.add("NextToken", page.nextToken)
            body = object.bytes
        case .started(let arn):
            var object = JSONObjectText()
            object.add("HumanLoopArn", arn)
            body = object.bytes
        case .accepted:
            break
        case .refused(let refusal):
            status = refusal.code.httpStatus
            var object = JSONObjectText()
            switch errorCode {
            case .header: errorType = refusal.code.rawValue
            case .body: object.add("__type", refusal.code.rawValue)
            }
            object.add("Message", refusal.message)
            body = object.bytes
        }
    }

    /// The page that a proxy in the way might give instead of any answer.
    static func proxyPage(requestID: String) -> WireAnswer {
        var answer = WireAnswer(.accepted, requestID: requestID, errorCode: .header)
        answer.contentType = "text/html"
        answer.body = Array("<html><body>It works!</body></html>".utf8)
        return answer
    }
}

extension JSONObjectText {
    /// The answer of DescribeHumanLoop.
    fileprivate init(describing loop: HumanLoop) {
        self.init()
        add("CreationTime", loop.creationTime.description)
        add("FailureReason", loop.failureReason)
        add("FailureCode", loop.failureCode)
        add("HumanLoopStatus", loop.status.description)
        add("HumanLoopName", loop.name.rawValue)
        add("HumanLoopArn", loop.arn)
        add("FlowDefinitionArn", loop.flowDefinitionARN)
        if let uri = loop.outputS3URI {
            var output = JSONObjectText()
            output.add("OutputS3Uri", uri)
            add("HumanLoopOutput", output)
        }
    }

    /// A row of ListHumanLoops.
    fileprivate init(summarizing summary: HumanLoopSummary) {
        self.init()
        add("HumanLoopName", summary.name.rawValue)
        add("HumanLoopStatus", summary.status.description)
        add("CreationTime", summary.creationTime.description)
        add("FailureReason", summary.failureReason)
        add("FlowDefinitionArn", summary.flowDefinitionARN)
    }
}

/// One JSON object, written member by member into bytes; absent values are left out.
struct JSONObjectText {
    /// What has been written, without the closing brace.
    private var text: [UInt8] = [UInt8(ascii: "{")]

    /// The digits of escapes.
    private static let digits = Array("0123456789abcdef".utf8)

    /// Starts an object without members.
    init() {}

    /// The whole object.
    var bytes: [UInt8] { text + [UInt8(ascii: "}")] }

    /// Writes a member that is text; nothing when the value is nil.
    mutating func add(_ key: String, _ value: String?) {
        guard let value else { return }
        begin(key)
        append(value)
    }

    /// Writes a member that is a number; nothing when the value is nil.
    mutating func add(_ key: String, _ value: Int?) {
        guard let value else { return }
        begin(key)
        text += Array(String(value).utf8)
    }

    /// Writes a member that is an object; nothing when the value is nil.
    mutating func add(_ key: String, _ value: JSONObjectText?) {
        guard let value else { return }
        begin(key)
        text += value.bytes
    }

    /// Writes a member that is a list of objects.
    mutating func add(_ key: String, _ values: [JSONObjectText]) {
        begin(key)
        text.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            text += value.bytes
        }
        text.append(UInt8(ascii: "]"))
    }

    /// Writes a comma where one belongs, a key and a colon.
    private mutating func begin(_ key: String) {
        if text.count > 1 { text.append(UInt8(ascii: ",")) }
        append(key)
        text.append(UInt8(ascii: ":"))
    }

    /// Writes text between quotes, and escapes what JSON wants escaped (RFC 8259, section 7).
    private mutating func append(_ string: String) {
        text.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                text += Array("\\u00".utf8)
                text += [Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]]
            default:
                text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
