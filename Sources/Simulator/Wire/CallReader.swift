import FoundationEssentials
import HumanLoops
import Support

/// Reads calls of the API out of requests: REST-JSON, service model `sagemaker-a2i-runtime` 2019-11-07.
struct CallReader {
    private struct StopBody: Decodable {
        let humanLoopName: String?

        private enum CodingKeys: String, CodingKey {
            case humanLoopName = "HumanLoopName"
        }
    }

    /// As far as it is checked.
    private struct StartBody: Decodable {
        struct Input: Decodable {
            let inputContent: String?

            private enum CodingKeys: String, CodingKey {
                case inputContent = "InputContent"
            }
        }

        let humanLoopName: String?
        let flowDefinitionARN: String?
        let humanLoopInput: Input?

        private enum CodingKeys: String, CodingKey {
            case humanLoopName = "HumanLoopName"
            case flowDefinitionARN = "FlowDefinitionArn"
            case humanLoopInput = "HumanLoopInput"
        }
    }

    /// Empty, or a path that begins with a slash and does not end with one.
    let basePath: String

    /// Reads one call; refuses a request that is of no operation, or breaks a rule of the model.
    func call(in request: WireRequest) throws(ServiceRefusal) -> SimulatedCall {
        let path = request.path.hasPrefix(basePath) ? request.path.dropFirst(basePath.count) : ""
        let labels = path.split(separator: "/" as Character, omittingEmptySubsequences: false).dropFirst()
        guard path.hasPrefix("/"), labels.first == "human-loops", labels.count <= 2 else {
            throw ServiceRefusal(.unknownOperation, "")
        }
        let label = labels.count == 2 ? labels.last.map { QueryItems.decoded(String($0)) } : nil
        switch (request.method, label) {
        case ("GET", nil): return .list(try query(in: QueryItems(request.query)))
        case ("POST", nil): return try start(try decode(StartBody.self, from: request.body))
        case ("POST", "stop"):
            let body = try decode(StopBody.self, from: request.body)
            return .stop(try loopName(try present(body.humanLoopName, "humanLoopName")))
        case ("GET", let name?): return .describe(try loopName(name))
        case ("DELETE", let name?): return .delete(try loopName(name))
        default: throw ServiceRefusal(.unknownOperation, "")
        }
    }

    // MARK: Operations

    private func query(in items: QueryItems) throws(ServiceRefusal) -> HumanLoopQuery {
        var query = HumanLoopQuery(flowDefinitionARN: try present(items["FlowDefinitionArn"], "flowDefinitionArn"))
        query.createdAfter = try time(items["CreationTimeAfter"], "creationTimeAfter")
        query.createdBefore = try time(items["CreationTimeBefore"], "creationTimeBefore")
        if let text = items["SortOrder"] {
            guard let order = HumanLoopQuery.SortOrder(rawValue: text) else {
                throw violation(text, "sortOrder", "Member must satisfy enum value set: [Ascending, Descending]")
            }
            query.sortOrder = order
        }
        if let text = items["MaxResults"] {
            guard let size = Int(text), HumanLoopQuery.pageSizes.contains(size) else {
                throw violation(text, "maxResults", "Member must have value between 1 and 100")
            }
            query.pageSize = size
        }
        query.nextToken = items["NextToken"]
        return query
    }

    private func start(_ body: StartBody) throws(ServiceRefusal) -> SimulatedCall {
        let name = try loopName(try present(body.humanLoopName, "humanLoopName"))
        let flow = try present(body.flowDefinitionARN, "flowDefinitionArn")
        _ = try present(try present(body.humanLoopInput, "humanLoopInput").inputContent, "humanLoopInput.inputContent")
        return .start(name, flowDefinitionARN: flow)
    }

    // MARK: Members

    private func decode<Body: Decodable>(_: Body.Type, from bytes: [UInt8]) throws(ServiceRefusal) -> Body {
        do {
            return try JSONDecoder().decode(Body.self, from: Data(bytes))
        } catch {
            throw ServiceRefusal(.serialization, "The body is not the JSON object that the operation takes")
        }
    }

    private func loopName(_ text: String) throws(ServiceRefusal) -> HumanLoopName {
        guard let name = HumanLoopName(text) else {
            let rule = "Member must satisfy regular expression pattern: ^[a-z0-9](-*[a-z0-9])*$, length 1 to 63"
            throw violation(text, "humanLoopName", rule)
        }
        return name
    }

    private func time(_ text: String?, _ member: String) throws(ServiceRefusal) -> Timestamp? {
        guard let text else { return nil }
        guard let time = Timestamp(rfc3339: text) else { throw violation(text, member, "Member must be a date-time") }
        return time
    }

    private func present<Value>(_ value: Value?, _ member: String) throws(ServiceRefusal) -> Value {
        guard let value else { throw violation(nil, member, "Member must not be null") }
        return value
    }

    /// Says that a member breaks a rule, in the service's words.
    private func violation(_ value: String?, _ member: String, _ rule: String) -> ServiceRefusal {
        let shown = value.map { "'\($0)'" } ?? "null"
        let message = "1 validation error detected: Value \(shown) at '\(member)' failed to satisfy constraint: \(rule)"
        return ServiceRefusal(.validation, message)
    }
}

/// The names and values of a query, percent-decoded.
struct QueryItems {
    /// Of several of one name the last.
    private var values: [String: String] = [:]

    /// Takes a query apart; a part that is badly encoded stays as it is written.
    init(_ query: String) {
        for item in query.split(separator: "&" as Character) {
            let parts = item.split(separator: "=" as Character, maxSplits: 1, omittingEmptySubsequences: false)
            values[Self.decoded(String(parts[0]))] = parts.count > 1 ? Self.decoded(String(parts[1])) : ""
        }
    }

    /// Nil when the query has no such name, or nothing after it.
    subscript(name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// Returns the text itself when it is badly encoded, or stands for what is not UTF-8.
    static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst()?.hexadecimalValue, let low = rest.popFirst()?.hexadecimalValue else {
                return text
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self) ?? text
    }
}
