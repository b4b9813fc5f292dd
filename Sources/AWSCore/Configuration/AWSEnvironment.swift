import Support

/// The environment variables that AWS tools share; what is blank counts as absent.
package struct AWSEnvironment: Sendable, CustomStringConvertible, CustomReflectable {
    private let variables: [String: String]
    /// The home directory in the system's list of users; nil as a name is the user of this process.
    private let homeOfUser: @Sendable (String?) -> String?

    package init(_ variables: [String: String], homeOfUser: @escaping @Sendable (String?) -> String? = { _ in nil }) {
        self.variables = variables
        self.homeOfUser = homeOfUser
    }

    /// The value without the blanks around it; nil when the variable is absent or blank.
    package subscript(name: String) -> String? {
        guard let value = variables[name]?.trimmingBlanks(), !value.isEmpty else { return nil }
        return value
    }

    func isSet(_ name: String) -> Bool { variables[name] != nil }

    /// The names of the variables that are not blank, in their order.
    var names: [String] { variables.keys.filter { self[$0] != nil }.sorted() }

    /// Nil when the variable is set and blank, as for the AWS CLI, or there is no home directory.
    var configFile: String? { sharedFile("AWS_CONFIG_FILE", "~/.aws/config") }

    /// Nil as for the configuration file.
    var credentialsFile: String? { sharedFile("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials") }

    private func sharedFile(_ variable: String, _ path: String) -> String? {
        isSet(variable) ? self[variable].flatMap { expanded(withVariables($0)) } : expanded(path)
    }

    /// Puts values in the places of `$NAME` and `${NAME}`; what is not set stays as it is, as for the AWS CLI.
    private func withVariables(_ path: String) -> String {
        var pieces = path.split(separator: "$" as Character, omittingEmptySubsequences: false).map(String.init)
        for index in pieces.indices.dropFirst() {
            let piece = pieces[index]
            let isBraced = piece.hasPrefix("{") && piece.contains("}")
            let name =
                isBraced
                ? piece.dropFirst().prefix { $0 != "}" }
                : piece.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
            let rest = piece.dropFirst(name.count + (isBraced ? 2 : 0))
            pieces[index] = variables[String(name)].map { "\($0)\(rest)" } ?? "$\(piece)"
        }
        return pieces.joined()
    }

    /// The first of some variables that is there and not blank, with its name; nil when none is.
    func setting(_ names: String...) -> Setting<String>? {
        for name in names {
            if let value = self[name] { return Setting(value, from: .environment(variable: name)) }
        }
        return nil
    }

    /// Puts a home directory in the place of a leading `~` or `~name`; nil when the user's own is needed and not known.
    func expanded(_ path: String) -> String? {
        HomeDirectory.expanded(path, home: variables["HOME"], ofUser: homeOfUser)
    }

    /// The names of the variables alone: some of their values are secrets.
    package var description: String { "AWSEnvironment(\(variables.keys.sorted().joined(separator: ", ")))" }

    /// A mirror without children, so that `dump` has nothing to show.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
