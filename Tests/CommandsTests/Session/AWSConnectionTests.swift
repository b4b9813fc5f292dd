import AWSServices
import AWSCore
@testable import Commands
import Testing

/// Where STS may be asked whose keys are.
@Suite("STS beside the service")
struct STSConfigurationTests {
    /// A row: the environment, the endpoint on the command line, where a run asks, and where `doctor` does.
    struct Row: Sendable, CustomTestStringConvertible {
        /// The environment variables.
        var variables: [String: String] = [:]
        /// The endpoint on the command line.
        var given: String?
        /// Where a run asks; nil for nowhere.
        var run: String?
        /// Where `doctor` asks; nil for nowhere.
        var doctor: String?

        /// The row in one line.
        var testDescription: String { "\(variables.sorted { $0.key < $1.key }) \(given ?? "-")" }
    }

    /// AWS's own STS.
    private static let own = "https://sts.us-east-1.amazonaws.com"
    /// Another one.
    private static let other = "http://127.0.0.1:2"
    /// A service that is not AWS's.
    private static let service = "http://127.0.0.1:1"

    /// Every way of configuring the two.
    static let rows = [
        Row(run: own, doctor: own),
        Row(variables: ["AWS_ENDPOINT_URL_STS": other], run: other, doctor: other),
        Row(given: service),
        Row(variables: ["AWS_ENDPOINT_URL_SAGEMAKER_A2I_RUNTIME": service]),
        Row(variables: ["AWS_ENDPOINT_URL": service], doctor: service),
        Row(variables: ["AWS_ENDPOINT_URL": service], given: service, doctor: service),
        Row(variables: ["AWS_ENDPOINT_URL": other], given: service, run: other, doctor: other),
        Row(variables: ["AWS_ENDPOINT_URL_STS": other], given: service, run: other, doctor: other),
        Row(variables: ["AWS_ENDPOINT_URL_STS": service], given: service, run: service, doctor: service),
    ]

    @Test("AWS's own STS is never called beside a service that is not AWS's", arguments: rows)
    func places(_ row: Row) throws {
        let environment = AWSEnvironment(row.variables)
        let overrides = AWSOverrides(region: "us-east-1", endpointURL: row.given)
        let service = try AWSConfiguration.resolve(
            .a2iRuntime,
            environment: environment,
            files: NoFiles(),
            overrides: overrides
        )
        for (asksStandIns, expected) in [(false, row.run), (true, row.doctor)] {
            let sts = try service.stsConfiguration(
                environment: environment,
                files: NoFiles(),
                overrides: overrides,
                asksStandIns: asksStandIns
            )
            #expect(sts?.endpoint.description == expected)
        }
    }
}
