@testable import AWSCore
import FoundationEssentials
import TestSupport
import Testing

/// The published table of errors that are throttles, or trouble that passes.
struct ErrorClassification: Decodable, Sendable {
    /// One row: a status or `io-error`, a code or null, and whether the class applies.
    struct Row: Decodable, Sendable, CustomTestStringConvertible {
        /// The HTTP status; nil for trouble on the way.
        var status: Int?
        /// The service's code.
        var code: String?
        /// Whether the class applies.
        var applies: Bool

        /// Reads the three columns.
        init(from decoder: any Decoder) throws {
            var columns = try decoder.unkeyedContainer()
            status = try? columns.decode(Int.self)
            if status == nil { _ = try columns.decode(String.self) }
            code = try columns.decodeIfPresent(String.self)
            applies = try columns.decode(Bool.self)
        }

        /// The row's columns.
        var testDescription: String { "\(status.map { "\($0)" } ?? "io-error") \(code ?? "no code")" }

        /// The failure that the row stands for.
        var failure: AWSCallFailure {
            guard let status else { return .transport(HTTPTransportError(.noAnswer, code: "IO", message: "")) }
            return .fault(AWSServiceFault(status: status, code: code))
        }
    }

    /// Which rows are throttles.
    var cases_throttling: [Row]
    /// Which rows are trouble that passes.
    var cases_transient: [Row]
    /// The codes of throttles.
    var throttling_error_codes: Set<String>

    /// The table; nil where the folder of the vectors is absent.
    static let published: ErrorClassification? = {
        guard let bytes = try? ConformanceData.bytes("retries/error-classification.json") else { return nil }
        return try? JSONDecoder().decode(ErrorClassification.self, from: Data(bytes))
    }()
}
