/// A JSON value of any shape, for tests that walk one.
package indirect enum JSONTree: Codable, Equatable, Sendable {
    /// Nothing.
    case null
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

    /// Reads a value of any shape.
    ///
    /// - Throws: `DecodingError` when there is none.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
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

    /// Writes the value.
    ///
    /// - Throws: `EncodingError` when a number is none that JSON has.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .list(let items): try container.encode(items)
        case .object(let fields): try container.encode(fields)
        }
    }

    /// The value of a key; nil for what is no object, or has no such key.
    package subscript(key: String) -> JSONTree? {
        guard case .object(let fields) = self else { return nil }
        return fields[key]
    }

    /// The keys of an object; none of anything else.
    package var keys: Set<String> {
        guard case .object(let fields) = self else { return [] }
        return Set(fields.keys)
    }

    /// Every value in it, itself first.
    package var all: [JSONTree] {
        switch self {
        case .null, .text, .number, .flag: [self]
        case .list(let items): [self] + items.flatMap(\.all)
        case .object(let fields): [self] + fields.values.flatMap(\.all)
        }
    }
}
