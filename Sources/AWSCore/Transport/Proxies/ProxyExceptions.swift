/// The hosts that are reached without a proxy, as `NO_PROXY` lists them.
///
/// A name stands for itself and for all names that end in it after a dot; a leading dot changes nothing. A name with a
/// port stands for that port alone. `*` stands for all. Ranges of addresses (CIDR) are not understood, as in the AWS CLI.
struct ProxyExceptions: Hashable, Sendable {
    /// The variable that lists them.
    let variable: String
    /// The names in lower case, without leading dots and blanks.
    private let names: [String]

    /// Reads the value of a variable: names with commas between them.
    init(_ value: String, variable: String) {
        self.variable = variable
        names = value.split(separator: "," as Character).map {
            String($0.trimmingBlanks().lowercased().drop { $0 == "." })
        }
        .filter { !$0.isEmpty }
    }

    /// Whether an endpoint is reached without a proxy.
    ///
    /// A port counts also where the endpoint's URL leaves it out; Python's urllib, which the AWS CLI asks, misses that.
    func cover(_ endpoint: ServiceEndpoint) -> Bool {
        let bare = endpoint.host.hasPrefix("[") ? String(endpoint.host.dropFirst().dropLast()) : endpoint.host
        let candidates = [endpoint.host, bare, "\(endpoint.host):\(endpoint.port)"]
        return names.contains { name in
            name == "*" || candidates.contains { $0 == name || $0.hasSuffix(".\(name)") }
        }
    }
}
