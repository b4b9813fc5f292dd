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
