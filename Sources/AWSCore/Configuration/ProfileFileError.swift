/// A line that a configuration or credentials file may not hold.
struct ProfileFileError: Error, Hashable, Sendable {
    /// The number of the line, from 1.
    let line: Int
    /// What is wrong with it.
    let message: String
}
