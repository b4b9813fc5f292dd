import AWSCore
import AWSSigning
import Support
import Testing

/// A row: the environment, a URL, and how it is reached.
struct ProxyRow: Sendable, CustomTestStringConvertible {
    /// The environment variables.
    let variables: [String: String]
    /// The endpoint.
    let url: String
    /// How it is reached, in a few words.
    let expected: String

    /// Makes a row.
    init(_ variables: [String: String], _ url: String, _ expected: String) {
        self.variables = variables
        self.url = url
        self.expected = expected
    }

    /// The row in one line.
    var testDescription: String {
        let text = variables.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: " ")
        return "\(text) → \(url)"
    }

    /// How the settings of the row reach the endpoint, in the words that `expected` uses.
    ///
    /// - Throws: `ExpectationFailedError` when the URL cannot be an endpoint.
    func outcome() throws -> String {
        switch ProxySettings(AWSEnvironment(variables)).decision(for: try #require(ServiceEndpoint(url))) {
        case .through(let proxy):
            let login = proxy.login.map { "\($0.user.exposed):\($0.password.exposed)@" } ?? ""
            return "\(login)\(proxy.host):\(proxy.port) by \(proxy.variable)"
        case .unset: return "unset"
        case .local: return "local"
        case .excepted(let variable): return "excepted by \(variable)"
        case .impossible(let error): return "impossible: \(error)"
        }
    }
}
