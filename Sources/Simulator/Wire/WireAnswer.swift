import HumanLoops
import Support

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
        var json = JSONWriter()
        switch answer {
        case .described(let loop): json.object { $0.describe(loop) }
        case .listed(let page):
            json.object { json in
                json.array("HumanLoopSummaries", of: page.summaries) { json, row in json.object { $0.summarize(row) } }
                json.add("NextToken", page.nextToken)
            }
        case .started(let arn): json.object { $0.add("HumanLoopArn", arn) }
        case .accepted: break
        case .refused(let refusal):
            status = refusal.code.httpStatus
            if errorCode == .header { errorType = refusal.code.rawValue }
            json.object { json in
                if errorCode == .body { json.add("__type", refusal.code.rawValue) }
                json.add("Message", refusal.message)
            }
        }
        body = json.take()
    }

    /// The page that a proxy might give instead of any answer.
    static func proxyPage(requestID: String) -> WireAnswer {
        var answer = WireAnswer(.accepted, requestID: requestID, errorCode: .header)
        answer.contentType = "text/html"
        answer.body = Array("<html><body>It works!</body></html>".utf8)
        return answer
    }
}

extension JSONWriter {
    /// Writes a member as it is, which a service does whatever is secret to its callers; nil leaves the member out.
    mutating func add(_ key: String, _ text: String?) { if let text { member(key, verbatim: text) } }

    fileprivate mutating func describe(_ loop: HumanLoop) {
        add("CreationTime", loop.creationTime.description)
        add("FailureReason", loop.failureReason)
        add("FailureCode", loop.failureCode)
        add("HumanLoopStatus", loop.status.description)
        add("HumanLoopName", loop.name.rawValue)
        add("HumanLoopArn", loop.arn)
        add("FlowDefinitionArn", loop.flowDefinitionARN)
        if let uri = loop.outputS3URI { object("HumanLoopOutput") { $0.add("OutputS3Uri", uri) } }
    }

    fileprivate mutating func summarize(_ summary: HumanLoopSummary) {
        add("HumanLoopName", summary.name.rawValue)
        add("HumanLoopStatus", summary.status.description)
        add("CreationTime", summary.creationTime.description)
        add("FailureReason", summary.failureReason)
        add("FlowDefinitionArn", summary.flowDefinitionARN)
    }
}
