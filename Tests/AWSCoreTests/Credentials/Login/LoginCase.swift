@testable import AWSCore
import FoundationEssentials
import TestSupport
import Testing

/// One published case of using a sign-in to the console.
struct LoginCase: Decodable, Sendable, CustomTestStringConvertible {
    /// One call that must be made, and its answer.
    struct Call: Decodable {
        /// What must be asked; one member, `tokenInput`.
        var request: [String: JSONValue]
        /// What is answered; one member, `tokenOutput`.
        var response: [String: JSONValue]?
        /// The status of an answer without one.
        var responseCode: Int?
    }

    /// What the case shows.
    var documentation: String
    /// The text of the configuration file.
    var configContents: String
    /// The files of the cache by their names.
    var cacheContents: [String: JSONValue]
    /// The calls that must be made.
    var mockApiCalls: [Call]?
    /// What must come of it: one object for the credentials or the error, one for the cache.
    var outcomes: [[String: JSONValue]]
    /// Who published the case.
    var publisher = ""

    /// The names of the members.
    private enum CodingKeys: String, CodingKey {
        /// The members that a case has.
        case documentation, configContents, cacheContents, mockApiCalls, outcomes
    }

    /// What the case shows.
    var testDescription: String { "\(publisher): \(documentation)" }

    /// All the cases; none where the folder of the vectors is absent.
    static let all: [LoginCase] = ["smithy-rs", "botocore"].flatMap { publisher -> [LoginCase] in
        let path = "credentials/\(publisher)/login-provider-test-cases.json"
        guard let bytes = try? ConformanceData.bytes(path) else { return [] }
        var cases = (try? JSONDecoder().decode([LoginCase].self, from: Data(bytes))) ?? []
        for index in cases.indices { cases[index].publisher = publisher }
        return cases
    }
}
