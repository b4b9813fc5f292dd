import AWSCore
import AWSTestSupport
import Testing

/// Which of the places that an endpoint can be configured in counts.
@Suite
struct EndpointPrecedenceTests {
    /// A place to configure an endpoint in, the strongest first.
    enum Place: String, CaseIterable, Sendable {
        /// The caller.
        case given
        /// The service's own variable.
        case ownVariable
        /// The variable of all services.
        case variable
        /// The services section that the profile names.
        case section
        /// The profile.
        case profile

        /// The URL that stands there.
        var url: String { "https://\(rawValue.lowercased()).example" }

        /// What the place is called.
        var source: String {
            switch self {
            case .given: "given"
            case .ownVariable: "environment variable AWS_ENDPOINT_URL_MY_SERVICE"
            case .variable: "environment variable AWS_ENDPOINT_URL"
            case .section, .profile: "profile 'default'"
            }
        }
    }

    /// Who says that what is configured is to be ignored, and who says the opposite.
    enum Ignoring: CaseIterable, Sendable {
        /// Nobody.
        case nowhere
        /// The environment says so.
        case variable
        /// The profile says so.
        case profile
        /// The profile says so, and the environment the opposite.
        case variableOverrides

        /// Whether it is ignored.
        var isInForce: Bool { self == .variable || self == .profile }
    }

    /// Some places in which an endpoint is configured.
    struct Row: Sendable, CustomTestStringConvertible {
        /// The places.
        var places: [Place]
        /// Who says that they are to be ignored.
        var ignoring: Ignoring

        /// The places and who ignores them.
        var testDescription: String { "\(places.map(\.rawValue)), ignored: \(ignoring)" }

        /// The endpoint that counts, and what its place is called.
        var expected: String {
            let counting = ignoring.isInForce ? places.filter { $0 == .given } : places
            return counting.first.map { "\($0.url) (\($0.source))" } ?? "https://p.us-east-1.amazonaws.com (default)"
        }

        /// The configuration with these places.
        var configuration: ConfigurationCase {
            var row = ConfigurationCase(name: "", variables: ConfigurationCase.ready, config: "", expected: expected)
            var profile = "[default]\n"
            if places.contains(.given) { row.overrides.endpointURL = Place.given.url }
            if places.contains(.ownVariable) {
                row.variables["AWS_ENDPOINT_URL_MY_SERVICE"] = Place.ownVariable.url
            }
            if places.contains(.variable) { row.variables["AWS_ENDPOINT_URL"] = Place.variable.url }
            if places.contains(.profile) { profile += "endpoint_url = \(Place.profile.url)\n" }
            if ignoring == .profile || ignoring == .variableOverrides {
                profile += "ignore_configured_endpoint_urls = true\n"
            }
            if ignoring == .variable { row.variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true" }
            if ignoring == .variableOverrides { row.variables["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "false" }
            if places.contains(.section) {
                profile += "services = s\n[services s]\nmy_service =\n  endpoint_url = \(Place.section.url)\n"
            }
            row.config = profile
            return row
        }
    }

    /// All choices of places, each with all ways to ignore them.
    static let rows: [Row] = (0..<1 << Place.allCases.count).flatMap { bits in
        let places = Place.allCases.enumerated().filter { bits >> $0.offset & 1 == 1 }.map(\.element)
        return Ignoring.allCases.map { Row(places: places, ignoring: $0) }
    }

    @Test("the strongest place that is not ignored counts, and without one AWS's rule", arguments: rows)
    func precedence(_ row: Row) throws {
        let found = try row.configuration.resolve().get()
        #expect("\(found.endpoint) (\(found.endpointSource))" == row.expected)
    }

    @Test("there is a row for every choice")
    func count() {
        #expect(Self.rows.count == 128)
    }

    /// What the rows above do not vary.
    static let otherRows = [
        ConfigurationCase(
            name: "another service's variable does not count",
            variables: ConfigurationCase.ready(with: ["AWS_ENDPOINT_URL_S3": "https://s3.example"]),
            expected: "https://p.us-east-1.amazonaws.com"
        ),
        ConfigurationCase(
            name: "a blank variable is none",
            variables: ConfigurationCase.ready(with: [
                "AWS_ENDPOINT_URL_MY_SERVICE": " ", "AWS_ENDPOINT_URL": "https://all.example",
            ]),
            expected: "https://all.example"
        ),
        ConfigurationCase(
            name: "an empty property is none",
            variables: ConfigurationCase.ready,
            config: "[default]\nendpoint_url =\n",
            expected: "https://p.us-east-1.amazonaws.com"
        ),
        ConfigurationCase(
            name: "another service's part of the section does not count",
            variables: ConfigurationCase.ready,
            config: "[default]\nservices = s\nendpoint_url = https://p.example\n"
                + "[services s]\ns3 =\n  endpoint_url = https://s3.example\n",
            expected: "https://p.example"
        ),
        ConfigurationCase(
            name: "a section that no profile names does not count",
            variables: ConfigurationCase.ready,
            config: "[default]\nregion = us-east-1\n[services s]\nmy_service =\n  endpoint_url = https://s.example\n",
            expected: "https://p.us-east-1.amazonaws.com"
        ),
        ConfigurationCase(
            name: "a global endpoint in the section is none: the profile has that",
            variables: ConfigurationCase.ready,
            config: "[default]\nservices = s\n[services s]\nendpoint_url = https://s.example\n",
            expected: "https://p.us-east-1.amazonaws.com"
        ),
        ConfigurationCase(
            name: "the profile in use counts, and no other",
            variables: ConfigurationCase.ready(with: ["AWS_PROFILE": "a"]),
            config: "[default]\nendpoint_url = https://d.example\n[profile a]\nregion = us-east-1\n",
            expected: "https://p.us-east-1.amazonaws.com"
        ),
        ConfigurationCase(
            name: "keys in any case",
            variables: ConfigurationCase.ready,
            config: "[default]\nServices = s\n[services s]\nMy_Service =\n  Endpoint_URL = https://s.example\n",
            expected: "https://s.example"
        ),
        ConfigurationCase(
            name: "what is given stands whatever else is ignored, with its path",
            variables: ConfigurationCase.ready(with: ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "TRUE"]),
            overrides: AWSOverrides(endpointURL: "http://127.0.0.1:9/x/"),
            expected: "http://127.0.0.1:9/x"
        ),
    ]

    @Test("what else may stand in the way", arguments: otherRows)
    func others(_ row: ConfigurationCase) throws {
        #expect(try row.resolve().get().endpoint.description == row.expected)
    }

    @Test("a section that is named and not there is an error, as in the AWS CLI: calls would go elsewhere")
    func absentSection() throws {
        let row = ConfigurationCase(
            name: "",
            variables: ConfigurationCase.ready,
            config: "[default]\nservices = mime\n[services mine]\nmy_service =\n  endpoint_url = https://s.example\n",
            expected: ""
        )
        let error = try #require(throws: AWSConfigurationError.self) { try row.resolve().get() }
        #expect(
            "\(error)"
                == "profile 'default' names the section '[services mime]', which does not exist; did you mean 'mine'?"
        )
    }
}
