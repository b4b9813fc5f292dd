import AWSSigning
import FoundationEssentials
import TestSupport
import Testing

/// One case of the published Signature Version 4 suites.
struct SigningCase: CustomTestStringConvertible {
    /// The setting of a case, as its `context.json` has it.
    struct Context: Decodable {
        /// The keys of a case.
        struct Keys: Decodable {
            /// The public half.
            var access_key_id: String
            /// The secret half.
            var secret_access_key: String
            /// The session token, if any.
            var token: String?
        }

        /// The keys to sign with.
        var credentials: Keys
        /// Whether the path is normalized.
        var normalize: Bool
        /// The region to sign for.
        var region: String
        /// The service to sign for.
        var service: String
        /// Whether the hash of the body is sent as a header.
        var sign_body: Bool
        /// The moment to sign at, in RFC 3339.
        var timestamp: String
        /// Whether the session token is added after signing.
        var omit_session_token: Bool?
    }

    /// The folder of the suite and the case.
    var folder: String

    /// The last part of the folder.
    var testDescription: String { folder }

    /// The case's setting.
    func context() throws -> Context {
        try JSONDecoder().decode(Context.self, from: Data(try ConformanceData.bytes("\(folder)/context.json")))
    }

    /// One of the case's files as text.
    func text(_ file: String) throws -> String {
        String(decoding: try ConformanceData.bytes("\(folder)/\(file)"), as: UTF8.self)
    }

    /// One of the case's requests.
    func request(_ file: String) throws -> WireRequest {
        try #require(WireRequest(try ConformanceData.bytes("\(folder)/\(file)")))
    }

    /// The moment that the context names.
    static func time(_ timestamp: String) throws -> SigningTime {
        try #require(SigningTime(timestamp.filter { $0 != "-" && $0 != ":" }))
    }
}
