@testable import AWSCore
import FoundationEssentials
import TestSupport
import Testing

/// One of the cases that AWS publishes with the rules of a service's endpoints.
struct EndpointCase: Decodable, Sendable, CustomTestStringConvertible {
    /// What the endpoint is asked for by.
    struct Parameters: Decodable {
        /// The region.
        var Region: String?
        /// Whether the cryptography has to be validated.
        var UseFIPS: Bool?
        /// Whether the host has to be reached by IPv6 as well.
        var UseDualStack: Bool?
        /// The endpoint in place of the service's own.
        var Endpoint: String?
        /// Whether regions that once shared a host still do.
        var UseGlobalEndpoint: Bool?
        /// Whether the console's own operations of sign-in are called.
        var IsControlPlane: Bool?
        /// Whether the other token endpoint of sign-in is called.
        var IsOAuthEndpoint: Bool?
    }

    /// What must come of it.
    struct Expectation: Decodable {
        /// An endpoint.
        struct Endpoint: Decodable {
            /// How its requests are signed, where that is not as usual.
            struct Properties: Decodable {
                /// How its requests are signed.
                var authSchemes: [Scheme]?
                /// What the partition's hosts end in, in the cases about partitions.
                var meta: Suffixes?
            }

            /// One way to sign.
            struct Scheme: Decodable {
                /// The region to sign for.
                var signingRegion: String
                /// The service to sign for.
                var signingName: String
            }

            /// What a partition's hosts end in.
            struct Suffixes: Decodable {
                /// What they end in.
                var baseSuffix: String
                /// What they end in when they are reached by IPv6 as well.
                var dualStackSuffix: String
            }

            /// The URL.
            var url: String
            /// What else is said of it.
            var properties: Properties?
        }

        /// The endpoint; nil when there is none.
        var endpoint: Endpoint?
        /// Why there is none.
        var error: String?
    }

    /// The file the cases stand in.
    private struct File: Decodable {
        /// The cases.
        var testCases: [EndpointCase]
    }

    /// What the case shows.
    var documentation: String?
    /// What the endpoint is asked for by.
    var params: Parameters?
    /// What must come of it.
    var expect: Expectation

    /// What the case shows.
    var testDescription: String { documentation ?? params?.Region ?? "no parameters" }

    /// What the endpoint is asked for by, in our terms.
    var parameters: EndpointParameters {
        EndpointParameters(
            region: params?.Region ?? "",
            variant: EndpointVariant(isFIPS: params?.UseFIPS ?? false, isDualStack: params?.UseDualStack ?? false),
            custom: params?.Endpoint.flatMap { ServiceEndpoint($0) }
        )
    }

    /// The cases of a file in the folder of the vectors' endpoints; none where the folder is absent.
    static func all(_ path: String) -> [EndpointCase] {
        guard let bytes = try? ConformanceData.bytes("endpoints/\(path)") else { return [] }
        return (try? JSONDecoder().decode(File.self, from: Data(bytes)))?.testCases ?? []
    }
}
