import AWSCore
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
}
