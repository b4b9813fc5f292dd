@testable import AWSCore
import Testing

/// The delays that the published cases do not reach.
@Suite
struct RetryPolicyTests {
    @Test(
        "a delay stays within its bounds for any input",
        arguments: [
            (0, 0.5, Duration.milliseconds(25)),
            (3, 0, .zero),
            (9, 1, .seconds(20)),
            (Int.max, 1, .seconds(20)),
            (Int.min, 1, .milliseconds(50)),
            (0, 7, .milliseconds(50)),
            (0, -7, .zero),
        ]
    )
    func bounds(retry: Int, fraction: Double, expected: Duration) {
        let delay = RetryPolicy().delay(beforeRetry: retry, after: .transient, retryAfter: nil, fraction: fraction)
        #expect(delay == expected)
    }
}
