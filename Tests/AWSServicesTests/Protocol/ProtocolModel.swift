import FoundationEssentials
import TestSupport

/// The shapes of one operation of the published protocol tests, which are written in the terms of botocore's models.
struct ProtocolModel: Decodable, Sendable {
    /// What a value may be.
    struct Shape: Decodable {
        /// The kind of value: `structure`, `list`, `timestamp`, ….
        var type: String
        /// The members of a structure.
        var members: [String: Reference]?
        /// What a list holds.
        var member: Reference?
        /// How a moment is written; nil for the usual way of the place that it stands in.
        var timestampFormat: String?
    }

    /// The use of a shape.
    struct Reference: Decodable {
        /// The name of the shape.
        var shape: String
        /// Where on the wire a member stands: `uri`, `querystring`, `header`; nil for the body.
        var location: String?
        /// The member's name on the wire; nil for its own.
        var locationName: String?
    }

    /// The shapes by name.
    var shapes: [String: Shape]

    /// The members of a structure in the order of their names.
    func members(of reference: Reference?) -> [(name: String, reference: Reference)] {
        let members = reference.flatMap { shapes[$0.shape]?.members } ?? [:]
        return members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Reads the cases of a file, each with its model; none where the folder of the vectors is absent.
    static func groups<Group: Decodable>(_ type: Group.Type, in path: String) -> [Group] {
        guard let bytes = try? ConformanceData.bytes("protocol/\(path)") else { return [] }
        return (try? JSONDecoder().decode([Group].self, from: Data(bytes))) ?? []
    }
}
