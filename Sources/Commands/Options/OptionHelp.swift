import ArgumentParser

extension ArgumentHelp {
    /// The help of an option, named without its dashes: what it does, its default, and its environment variable, if it has one.
    ///
    /// `otherwise` is the value that counts when the option is not given, or what decides on it; nil when nothing is done then.
    static func option(
        _ name: String,
        _ abstract: String,
        value: String? = nil,
        otherwise: String? = nil
    ) -> ArgumentHelp {
        var notes = otherwise.map { ["default: \($0)"] } ?? []
        if OptionReader.names.contains(name) { notes.append("env: \(OptionReader.twin(of: name))") }
        let text = notes.isEmpty ? abstract : "\(abstract) (\(notes.joined(separator: "; ")))"
        return ArgumentHelp(text, valueName: value)
    }
}
