/// The options that were given, as words of a command line to be pasted.
package enum OptionWords {
    /// Puts options together.
    ///
    /// - Parameter options: each with its dashes and its value; nil for one that was not given.
    /// - Returns: those that were given, in their order, their values quoted for a shell.
    package static func text(_ options: [(flag: String, value: String?)]) -> String {
        options.compactMap { flag, value in value.map { "\(flag) \(ShellWord.quoted($0))" } }.joined(separator: " ")
    }

    /// Puts pieces of a command line together, and leaves out those that are empty.
    package static func joined(_ pieces: [String]) -> String { pieces.filter { !$0.isEmpty }.joined(separator: " ") }
}
