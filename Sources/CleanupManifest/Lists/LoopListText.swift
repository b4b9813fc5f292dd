import YAMLReading

/// A text of a list that should be a name or an ARN.
struct LoopListText {
    /// What messages call it.
    var subject: String
    /// The text; of a very long one, its beginning.
    var text: String
    /// Where it begins.
    var position: TextPosition
    /// How many columns it covers, at least 1.
    var length: Int
}
