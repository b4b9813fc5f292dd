import YAML

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

    /// Whether the text could be a name or an ARN with a mistake in it, which a message may show.
    ///
    /// A manifest of another author may name a file that is no list, such as one of passwords.
    var isShown: Bool {
        text.utf8.count <= 256
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: text.hasPrefix("arn:") && (byte == UInt8(ascii: ":") || byte == UInt8(ascii: "/"))
                }
            }
    }
}
