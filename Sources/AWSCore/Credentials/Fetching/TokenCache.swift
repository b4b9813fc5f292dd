import FoundationEssentials
import Support

/// What the file of a sign-in holds: a token, or keys, that stop being valid.
protocol CachedToken: Sendable {
    /// When it stops being valid, in seconds since the epoch.
    var expiresAt: Int64 { get }
    /// What is presented, by which one token is told from another.
    var presented: Secret<String> { get }
    /// Reads the file; the error ends with the advice.
    init(_ file: TokenFile, advice: String) throws(CredentialError)
}

/// A sign-in that the AWS CLI has made, whose token is kept in a file and renewed there.
protocol SignIn: Sendable {
    associatedtype Token: CachedToken
    /// With how many seconds left a token is renewed.
    static var renewalWindow: Int64 { get }
    /// What the file holds, in a word of a sentence: `token` or `keys`.
    static var tokenWord: String { get }
    var cache: TokenCache { get }
    /// Has a new token given out in the place of an old one; nil when there is nothing to ask for it with.
    func renewed(_ token: Token) async throws(CredentialError) -> Token?
    /// Writes a token into what the file holds.
    func write(_ token: Token, to file: inout TokenFile)
    /// Tells that the token has expired; the reason is why it could not be renewed, nil when nothing was tried.
    func expired(_ reason: CredentialError?) -> CredentialError
}

extension SignIn {
    /// Gives the token of the file, or a new one when that is about to expire.
    ///
    /// The remark is what went wrong though there is a valid token, as a sentence goes on; nil when nothing did.
    func currentToken(now: () -> Int64) async throws(CredentialError) -> (token: Token, remark: String?) {
        var file = try cache.read()
        let token = try Token(file, advice: cache.advice)
        guard token.expiresAt - now() <= Self.renewalWindow else { return (token, nil) }
        do throws(CredentialError) {
            if let new = try await renewed(token) {
                write(new, to: &file)
                return (new, cache.write(file).map { "the renewed \(Self.tokenWord) could not be kept in \($0)" })
            }
        } catch {
            guard error.kind != .cancelled else { throw error }
            if let other = tokenOfAnother(than: token), other.expiresAt > now() { return (other, nil) }
            guard token.expiresAt > now() else { throw expired(error) }
            return (token, "the \(Self.tokenWord) could not be renewed: \(error)")
        }
        guard token.expiresAt > now() else { throw expired(nil) }
        return (token, nil)
    }

    /// Looks whether another program has renewed the token in the meantime, which makes our own attempt fail.
    private func tokenOfAnother(than token: Token) -> Token? {
        guard let file = try? cache.read(), let other = try? Token(file, advice: cache.advice) else { return nil }
        return other.presented == token.presented ? nil : other
    }
}

/// The file in which the AWS CLI keeps the token of a sign-in, shared by all that use the sign-in.
struct TokenCache: Sendable {
    let path: String
    /// What makes a good file, as a sentence goes on.
    let advice: String
    let tools: CredentialTools

    /// Reads the file, which must be there and hold a JSON object.
    func read() throws(CredentialError) -> TokenFile {
        let bytes = try tools.files.contents(of: path) { reason in
            CredentialError(.configuration, "'\(path)' cannot be read: \(reason)")
        }
        guard let bytes else { throw CredentialError(.refused, "there is no token in '\(path)'; \(advice)") }
        guard let members = try? JSONDecoder().decode([String: JSONValue].self, from: Data(bytes)) else {
            throw CredentialError(.refused, "'\(path)' holds no JSON object; \(advice)")
        }
        return TokenFile(path: path, members: Secret(members))
    }

    /// Writes the file; the result is the path and what went wrong, nil when it is written.
    func write(_ file: TokenFile) -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do throws(FileError) {
            guard let data = try? encoder.encode(file.members.exposed) else {
                throw FileError(reason: "it cannot be put into JSON")
            }
            try tools.writer.replace(path, with: Array(data))
            return nil
        } catch {
            return "'\(path)': \(error.reason)"
        }
    }
}

/// The JSON object that the file of a sign-in holds, with what this program does not know of it.
struct TokenFile: Sendable {
    let path: String
    fileprivate var members: Secret<[String: JSONValue]>

    subscript(name: String) -> JSONValue? {
        get { members.exposed[name] }
        set {
            var changed = members.exposed
            changed[name] = newValue
            members = Secret(changed)
        }
    }

    /// A member that is a text and not empty; nil when there is none.
    func secret(_ name: String) -> Secret<String>? {
        guard let text = self[name]?.text, !text.isEmpty else { return nil }
        return Secret(text)
    }

    /// A member that is a moment, in seconds since the epoch; nil when there is none.
    func moment(_ name: String) -> Int64? { self[name]?.text.flatMap { CredentialTime.seconds($0) } }
}

/// Any JSON, so that a file can be written back with what this program does not know.
enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// An account, of which what takes it for a number loses the zeros before it; nil when it is none.
    var account: String? {
        switch self {
        case .string(let text) where !text.isEmpty: return text
        case .integer(let number) where (1...999_999_999_999).contains(number):
            let digits = String(number)
            return String(repeating: "0", count: 12 - digits.count) + digits
        default: return nil
        }
    }

    var members: [String: JSONValue]? {
        guard case .object(let members) = self else { return nil }
        return members
    }
}

extension JSONValue: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        func value<Value: Decodable>(_ make: (Value) -> JSONValue) -> JSONValue? {
            (try? container.decode(Value.self)).map(make)
        }
        let simple = container.decodeNil() ? .null : value(JSONValue.bool) ?? value(JSONValue.integer)
        let other = simple ?? value(JSONValue.number) ?? value(JSONValue.string) ?? value(JSONValue.array)
        self = if let other { other } else { .object(try container.decode([String: JSONValue].self)) }
    }

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
