import CleanupEngine

extension JSONWriter {
    /// Writes a member that says how many calls something took, by operation.
    mutating func member(_ key: String, _ calls: CallCounts) {
        object(key) { json in
            json.member("describe", calls.describe)
            json.member("list", calls.list)
            json.member("stop", calls.stop)
            json.member("delete", calls.delete)
            json.member("throttled", calls.throttled)
            json.member("retried", calls.retried)
        }
    }

    /// Writes a member that says how many loops ended in each outcome; outcomes of no loop count 0.
    mutating func member(_ key: String, _ outcomes: OutcomeCounts) {
        object(key) { json in
            for outcome in LoopOutcome.allCases { json.member(outcome.rawValue, outcomes[outcome]) }
        }
    }

    /// Writes a member that says why a loop did not end as wanted; nil leaves the member out.
    mutating func member(_ key: String, _ problem: LoopProblem?) {
        guard let problem else { return }
        object(key) { json in
            json.member("code", problem.code)
            json.member("message", problem.message)
            json.member("requestId", problem.requestID)
            json.member("httpStatus", problem.httpStatus)
        }
    }

    /// Writes a member that says what ended a run early; nil leaves the member out.
    mutating func member(_ key: String, _ halt: RunHalt?) {
        guard let halt else { return }
        object(key) { json in
            json.member("code", halt.reportCode)
            json.member("message", halt.reportMessage)
        }
    }
}
