/// The environment variables that AWS tools share; what is blank counts as absent.
package struct AWSEnvironment: Sendable, CustomStringConvertible, CustomReflectable {
    private let variables: [String: String]

    package init(_ variables: [String: String]) { self.variables = variables }

    /// The value without the blanks around it; nil when the variable is absent or blank.
    package subscript(name: String) -> String? {
        guard let value = variables[name]?.trimmingBlanks(), !value.isEmpty else { return nil }
        return value
    }

    func isSet(_ name: String) -> Bool { variables[name] != nil }

    /// Nil when neither `AWS_CONFIG_FILE` nor `HOME` is set.
    var configFile: String? { expanded(self["AWS_CONFIG_FILE"] ?? "~/.aws/config") }

    /// Nil when neither `AWS_SHARED_CREDENTIALS_FILE` nor `HOME` is set.
    var credentialsFile: String? { expanded(self["AWS_SHARED_CREDENTIALS_FILE"] ?? "~/.aws/credentials") }

    /// The first of some variables that is there and not blank, with its name; nil when none is.
    func setting(_ names: String...) -> Setting<String>? {
        for name in names {
            if let value = self[name] { return Setting(value, from: .environment(variable: name)) }
        }
        return nil
    }

    /// Puts the home directory in the place of a leading tilde; nil when `HOME` is needed and not set.
    func expanded(_ path: String) -> String? {
        guard path == "~" || path.hasPrefix("~/") else { return path }
        return self["HOME"].map { $0 + path.dropFirst() }
    }

    /// The names of the variables alone: some of their values are secrets.
    package var description: String { "AWSEnvironment(\(variables.keys.sorted().joined(separator: ", ")))" }

    /// A mirror without children, so that `dump` has nothing to show.
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension StringProtocol {
    /// The text without the blanks, tabs and line breaks around it.
    func trimmingBlanks() -> String {
        let isInk = { (scalar: Unicode.Scalar) in !scalar.properties.isWhitespace }
        guard let first = unicodeScalars.firstIndex(where: isInk), let last = unicodeScalars.lastIndex(where: isInk)
        else { return "" }
        return String(self[first...last])
    }
}
