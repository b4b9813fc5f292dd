@testable import AWSServices
@testable import Simulator
import AWSCore
import FoundationEssentials
import HumanLoops
import TestSupport
import Testing

extension ProtocolInput {
    /// The operation's call, built by the builder of our own operations from the values that the case gives it.
    func request() throws -> AWSRequest {
        let method = try #require(HTTPMethod(rawValue: aCase.given.http.method))
        return AWSRequest(
            method,
            segments: try segments(),
            query: try query(),
            body: try body(),
            retryScope: .mutations
        )
    }

    /// The members that stand in one place of the request and have a value.
    private func members(at location: String?) -> [(reference: ProtocolModel.Reference, wire: String?, value: JSONTree)]
    {
        model.members(of: aCase.given.input).compactMap { name, reference in
            guard reference.location == location, let value = aCase.params[name], value != .null else { return nil }
            return (reference, reference.locationName ?? (location == nil ? name : nil), value)
        }
    }

    /// The path's parts, with the values of the labels in their places.
    private func segments() throws -> [String] {
        let labels = members(at: "uri")
        return try aCase.given.http.requestUri.split(separator: "/" as Character).map { part in
            guard part.first == "{" else { return String(part) }
            let label = try #require(labels.first { $0.wire.map { "{\($0)}" } ?? "" == part })
            return try text(of: label.value, label.reference)
        }
    }

    /// The names and values of the query; what the members set is not set again by a map of names.
    private func query() throws -> [(name: String, value: String?)] {
        try members(at: "querystring").flatMap { member -> [(name: String, value: String?)] in
            // Every map of these cases repeats what the other members set.
            guard let name = member.wire else { return [] }
            guard case .list(let items) = member.value else {
                return [(name, try text(of: member.value, member.reference))]
            }
            let element = try #require(model.shapes[member.reference.shape]?.member)
            return try items.map { (name, try text(of: $0, element)) }
        }
    }

    /// The body: none for an operation that takes nothing there, else a JSON object.
    private func body() throws -> [UInt8] {
        let places = model.members(of: aCase.given.input).map(\.reference.location)
        guard places.contains(nil) else { return [] }
        var fields: [String: JSONTree] = [:]
        for member in members(at: nil) {
            let isMoment = model.shapes[member.reference.shape]?.type == "timestamp"
            let value = isMoment ? .text(try text(of: member.value, member.reference)) : member.value
            fields[try #require(member.wire)] = value
        }
        return Array(try JSONEncoder().encode(fields))
    }

    /// A value as text, as it stands in paths and queries.
    private func text(of value: JSONTree, _ reference: ProtocolModel.Reference) throws -> String {
        let shape = try #require(model.shapes[reference.shape])
        switch value {
        case .text(let text): return text
        case .flag(let flag): return "\(flag)"
        case .number(let number) where shape.type == "timestamp":
            let moment = Timestamp(millisecondsSinceEpoch: Int64(number * 1_000))
            // The last two forms are not written by any call of ours.
            switch shape.timestampFormat {
            case nil, "iso8601": return moment.wireText
            case "unixTimestamp": return "\(Int64(number))"
            default: return moment.httpDate
            }
        case .number(let number): return Int64(exactly: number).map { "\($0)" } ?? "\(number)"
        case .null, .list, .object: return try #require(nil as String?)
        }
    }
}
