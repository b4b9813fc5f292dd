package import HumanLoops

extension HumanLoopName {
    /// Makes a name from a literal of a test.
    ///
    /// - Precondition: the text is a legal name.
    package static func sample(_ text: String) -> HumanLoopName {
        guard let name = HumanLoopName(text) else { preconditionFailure("'\(text)' is no name of a human loop") }
        return name
    }
}
