@testable import AWSCore
import AWSSigning
import TestSupport
import Testing

/// The published cases.
///
/// The suite is skipped where the folder of the vectors is absent.
@Suite(.enabled(if: ConformanceData.root != nil))
struct RetrySessionTests {
    @Test("no case has gone missing")
    func count() {
        #expect(RetryCase.all.count == 16)
    }

    @Test("each attempt leads to the published decision, delay and tokens", arguments: RetryCase.all)
    func decisions(_ aCase: RetryCase) {
        let isDynamoDB = aCase.given.service == "dynamodb"
        let policy = RetryPolicy(
            maximumAttempts: aCase.given.max_attempts ?? (isDynamoDB ? 4 : 3),
            baseDelay: .milliseconds(isDynamoDB ? 25 : 50),
            maximumDelay: .milliseconds(aCase.given.max_backoff_ms ?? 20_000)
        )
        let quota = RetryQuota(capacity: aCase.given.initial_retry_tokens ?? 500)
        var session = RetrySession(policy: policy, scope: .standard, quota: quota)
        for step in aCase.steps {
            var decision: RetryDecision?
            if step.response.status_code == 200 {
                session.succeeded()
                session = RetrySession(policy: policy, scope: .standard, quota: quota)
            } else {
                decision = session.decide(after: .fault(fault(step.response)), fraction: 1)
            }
            #expect(decision == expectation(step.expected))
            if let tokens = step.expected.retry_quota { #expect(quota.available == tokens) }
        }
    }

    /// The fault that a case's answer is read as.
    private func fault(_ response: RetryCase.Response) -> AWSServiceFault {
        var headers = (response.headers ?? [:]).map { HTTPHeader($0.key, $0.value) }
        if let code = response.error_code { headers.append(HTTPHeader("x-amzn-errortype", code)) }
        return AWSServiceFault(HTTPResponse(status: response.status_code, headers: headers))
    }

    /// The decision that a case's words stand for; nil for a success.
    private func expectation(_ expected: RetryCase.Expected) -> RetryDecision? {
        switch expected.outcome {
        case "retry_request": .retry(after: .milliseconds(expected.delay_ms ?? -1))
        case "max_attempts_exceeded": .attemptsExhausted
        case "retry_quota_exceeded": .quotaExhausted
        case "fail_request": .reportToCaller
        default: nil
        }
    }
}
