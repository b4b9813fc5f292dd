import HumanLoops

/// An answer as it goes onto the wire.
struct WireAnswer: Sendable, Hashable {
    var status: Int
    var contentType = "application/json"
    /// Nil when the answer is not an error, or its code is in the body.
    var errorType: String?
    var requestID: String
    /// Empty for a stop and a delete that were accepted.
    var body: [UInt8] = []

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

    /// The page that a proxy might give instead of any answer.
    static func proxyPage(requestID: String) -> WireAnswer {
        var answer = WireAnswer(.accepted, requestID: requestID, errorCode: .header)
        answer.contentType = "text/html"
        answer.body = Array("<html><body>It works!</body></html>".utf8)
        return answer
    }
}

extension JSONObjectText {
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
    private var text: [UInt8] = [UInt8(ascii: "{")]

    private static let digits = Array("0123456789abcdef".utf8)

    init() {}

    var bytes: [UInt8] { text + [UInt8(ascii: "}")] }

    /// Nil adds nothing, here and below.
    mutating func add(_ key: String, _ value: String?) {
        guard let value else { return }
        begin(key)
        append(value)
    }

    mutating func add(_ key: String, _ value: Int?) {
        guard let value else { return }
        begin(key)
        text += Array(String(value).utf8)
    }

    mutating func add(_ key: String, _ value: JSONObjectText?) {
        guard let value else { return }
        begin(key)
        text += value.bytes
    }

    mutating func add(_ key: String, _ values: [JSONObjectText]) {
        begin(key)
        text.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            text += value.bytes
        }
        text.append(UInt8(ascii: "]"))
    }

    private mutating func begin(_ key: String) {
        if text.count > 1 { text.append(UInt8(ascii: ",")) }
        append(key)
        text.append(UInt8(ascii: ":"))
    }

    /// Escapes what JSON wants escaped (RFC 8259, section 7).
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
