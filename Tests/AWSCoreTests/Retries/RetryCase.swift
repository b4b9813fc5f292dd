import AWSCore
import FoundationEssentials
import TestSupport
import Testing

/// One published case of the standard retry mode 2.1.
struct RetryCase: Decodable, Sendable, CustomTestStringConvertible {
    /// What differs from the defaults.
    struct Given: Decodable {
        /// The tokens to start with.
        var initial_retry_tokens: Int?
        /// How many attempts a call has.
        var max_attempts: Int?
        /// The longest delay in milliseconds.
        var max_backoff_ms: Int?
        /// The service, where it has rules of its own.
        var service: String?
    }

    /// What an attempt meets.
    struct Response: Decodable {
        /// The HTTP status.
        var status_code: Int
        /// The service's code.
        var error_code: String?
        /// The headers.
        var headers: [String: String]?
    }

    /// What must come of it.
    struct Expected: Decodable {
        /// The decision's name.
        var outcome: String
        /// The tokens afterwards.
        var retry_quota: Int?
        /// The delay in milliseconds.
        var delay_ms: Int?
    }

    /// One attempt.
    struct Step: Decodable {
        /// What it meets.
        var response: Response
        /// What must come of it.
        var expected: Expected
    }

    /// The file the cases stand in.
    private struct File: Decodable {
        /// The cases.
        var cases: [RetryCase]
    }

    /// What the case shows.
    var name: String
    /// What differs from the defaults.
    var given: Given
    /// The attempts.
    var steps: [Step]

    /// What the case shows.
    var testDescription: String { name }

    /// All the cases; none where the folder of the vectors is absent.
    static let all: [RetryCase] = {
        guard let bytes = try? ConformanceData.bytes("retries/standard-v2.1-cases.json") else { return [] }
        return (try? JSONDecoder().decode(File.self, from: Data(bytes)))?.cases ?? []
    }()
}
