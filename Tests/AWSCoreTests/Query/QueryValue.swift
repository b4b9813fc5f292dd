/// A parameter or a result of a published case, of the kinds that STS has; all others are read as `other`.
enum QueryValue: Decodable, Hashable {
    /// A text.
    case text(String)
    /// A whole number, or a moment in seconds.
    case number(Double)
    /// Anything else.
    case other

    /// Reads a value.
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .other
        }
    }

    /// The value as it stands in a form.
    var formText: String? {
        switch self {
        case .text(let text): text
        case .number(let number): "\(Int(number))"
        case .other: nil
        }
    }
}
