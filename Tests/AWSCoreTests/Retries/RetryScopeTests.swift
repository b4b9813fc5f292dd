@testable import AWSCore
import Testing

/// Which failures are tried again without asking the caller.
@Suite
struct RetryScopeTests {
    @Test(
        "a change is tried again only when it was never sent, a read also after trouble that passes",
        arguments: [
            (.standard, .throttling, true), (.standard, .transient, true), (.standard, .neverSent, true),
            (.standard, .permanent, false),
            (.reads, .throttling, false), (.reads, .transient, true), (.reads, .neverSent, true),
            (.reads, .permanent, false),
            (.mutations, .throttling, false), (.mutations, .transient, false), (.mutations, .neverSent, false),
            (.mutations, .permanent, false),
        ] as [(RetryScope, RetryClass, Bool)]
    )
    func covers(scope: RetryScope, retryClass: RetryClass, isCovered: Bool) {
        #expect(scope.covers(retryClass) == isCovered)
    }

    @Test(
        "what goes back to the caller costs nothing of what calls outside of a paced run may need",
        arguments: [
            RetryScope.reads, .mutations,
        ]
    )
    func tokens(scope: RetryScope) {
        let quota = RetryQuota()
        for _ in 1...1_000 {
            var session = RetrySession(policy: RetryPolicy(), scope: scope, quota: quota)
            let throttle = AWSCallFailure.fault(AWSServiceFault(status: 429, code: "ThrottlingException"))
            #expect(session.decide(after: throttle, fraction: 1) == .reportToCaller)
        }
        #expect(quota.available == 500)
    }
}
