@testable import AWSCore
import FoundationEssentials
import TestSupport
import Testing

/// One published case of following a profile to its credentials.
struct PlanCase: Decodable, Sendable, CustomTestStringConvertible {
    /// The profiles, and which is asked for.
    struct Input: Decodable {
        /// The profiles.
        var profiles: [String: [String: String]]
        /// The single sign-on sessions.
        var sso_sessions: [String: [String: String]]?
        /// The profile asked for.
        var selected_profile: String
    }

    /// What must come of it.
    struct Output: Decodable {
        /// The links of the chain, each a kind with its values.
        var ProfileChain: [[String: Link]]?
        /// The trouble.
        var Error: String?
    }

    /// The values of a link: a table, or a name.
    enum Link: Decodable, Hashable {
        /// Values by their names.
        case table([String: String])
        /// A name.
        case name(String)

        /// Reads the values.
        ///
        /// - Throws: `DecodingError` when they are neither.
        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let name = try? container.decode(String.self) {
                self = .name(name)
            } else {
                self = .table(try container.decode([String: String].self))
            }
        }
    }

    /// What the case shows.
    var docs: String
    /// The profiles.
    var input: Input
    /// What must come of it.
    var output: Output

    /// What the case shows.
    var testDescription: String { docs }

    /// All the cases; none where the folder of the vectors is absent.
    static let all: [PlanCase] = {
        guard let bytes = try? ConformanceData.bytes("credentials/smithy-rs/assume-role-tests.json") else { return [] }
        return (try? JSONDecoder().decode([PlanCase].self, from: Data(bytes))) ?? []
    }()

    /// The configuration file that holds the case's profiles.
    var config: String {
        let profiles = input.profiles.map { Self.section("profile \($0)", $1) }
        let sessions = (input.sso_sessions ?? [:]).map { Self.section("sso-session \($0)", $1) }
        return (profiles + sessions).joined()
    }

    /// Writes a section of a file.
    private static func section(_ heading: String, _ properties: [String: String]) -> String {
        "[\(heading)]\n" + properties.map { "\($0) = \($1)\n" }.joined()
    }
}
