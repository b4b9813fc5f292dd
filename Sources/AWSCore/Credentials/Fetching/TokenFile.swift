import AWSSigning
import FoundationEssentials
import Support

/// A JSON object in a file in which the AWS CLI keeps the tokens of a sign-in, shared by all that use the sign-in.
///
/// What this program does not know of the object is kept when it is written back.
struct TokenFile: Sendable {
    /// Where the file is.
    let path: String
    /// The object's members by their names.
    private var members: Secret<[String: JSONValue]>

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: where the file is.
    ///   - files: what reads it.
    ///   - advice: what makes a good file, in words for an error.
    /// - Throws: `CredentialsError` when the file is absent, cannot be read, or holds no JSON object.
    init(_ path: String, files: any FileReader, advice: String) throws(CredentialsError) {
        let bytes: [UInt8]?
        do throws(FileReadingError) {
            bytes = try files.contents(of: path)
        } catch {
            throw CredentialsError(.configuration, "'\(path)' cannot be read: \(error.reason)")
        }
        guard let bytes else { throw CredentialsError(.refused, "there is no token in '\(path)'; \(advice)") }
        guard let members = try? JSONDecoder().decode([String: JSONValue].self, from: Data(bytes)) else {
            throw CredentialsError(.refused, "'\(path)' holds no JSON object; \(advice)")
        }
        self.path = path
        self.members = Secret(members)
    }

    /// A member of the object.
    ///
    /// - Returns: nil when there is no such member.
    subscript(name: String) -> JSONValue? {
        get { members.exposed[name] }
        set {
            var changed = members.exposed
            changed[name] = newValue
            members = Secret(changed)
        }
    }

    /// A member that is a text and not empty.
    ///
    /// - Returns: nil when there is no such member.
    func secret(_ name: String) -> Secret<String>? {
        guard let text = self[name]?.text, !text.isEmpty else { return nil }
        return Secret(text)
    }

    /// Writes the object in the place of the file's content.
    ///
    /// - Throws: `FileWritingError` when the file holds what it held before.
    func write(with writer: any FileWriter) throws(FileWritingError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(members.exposed) else {
            throw FileWritingError(reason: "it cannot be put into JSON")
        }
        try writer.replace(path, with: Array(data))
    }
}

/// Any JSON, so that a file can be written back with what this program does not know.
enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number.
    case integer(Int64)
    /// Any other number.
    case number(Double)
    /// A text.
    case string(String)
    /// Values in their order.
    case array([JSONValue])
    /// Values by their names.
    case object([String: JSONValue])

    /// The text; nil when the value is none.
    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The members; nil when the value is no object.
    var members: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }
}

extension JSONValue: Codable {
    /// Reads a value of any kind.
    ///
    /// - Throws: `DecodingError` when there is no value.
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// Writes the value.
    ///
    /// - Throws: `EncodingError` when it is a number that JSON has no form for.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .number(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}
