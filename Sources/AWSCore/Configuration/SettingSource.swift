/// Where a setting comes from.
package enum SettingSource: Hashable, Sendable, CustomStringConvertible {
    /// The caller gave it: an option or the manifest.
    case given
    /// An environment variable.
    case environment(variable: String)
    /// A profile of the shared files.
    case profile(name: String)
    /// It is made by rule, from other settings.
    case rule

    /// The source in a few words.
    package var description: String {
        switch self {
        case .given: "given"
        case .environment(let variable): "environment variable \(variable)"
        case .profile(let name): "profile '\(name)'"
        case .rule: "default"
        }
    }

    /// The kind of the error when the setting's value cannot be.
    var errorKind: AWSConfigurationError.Kind {
        switch self {
        case .given: .usage
        case .environment, .profile, .rule: .configuration
        }
    }
}
