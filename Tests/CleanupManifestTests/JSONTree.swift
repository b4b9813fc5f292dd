/// A JSON value of any shape, for tests that walk one.
indirect enum JSONTree: Decodable, Equatable {
    /// A text.
    case text(String)
    /// A number.
    case number(Double)
    /// `true` or `false`.
    case flag(Bool)
    /// An array.
    case list([JSONTree])
    /// An object.
    case object([String: JSONTree])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONTree].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSONTree].self))
        }
    }

    /// The value of a key; nil for what is no object, or has no such key.
    subscript(key: String) -> JSONTree? {
        guard case .object(let fields) = self else { return nil }
        return fields[key]
    }

    /// The keys of an object; none of anything else.
    var keys: Set<String> {
        guard case .object(let fields) = self else { return [] }
        return Set(fields.keys)
    }

    /// Every value in it, itself first.
    var all: [JSONTree] {
        switch self {
        case .text, .number, .flag: [self]
        case .list(let items): [self] + items.flatMap(\.all)
        case .object(let fields): [self] + fields.values.flatMap(\.all)
        }
    }
}
