import FoundationEssentials
import TestSupport
import Testing
import YAML

@testable import CleanupManifest

/// The schema says what the decoder reads: not a key less, not a key more.
@Suite struct ManifestSchemaTests {
    /// The schema, read as JSON.
    private let schema: JSONTree

    init() throws {
        schema = try JSONDecoder().decode(JSONTree.self, from: Data(ManifestSchema.text.utf8))
    }

    /// The keys that the decoder reads, by where the schema has them.
    static let mappings: [(path: String, keys: [String])] = [
        ("", ManifestKey.allCases.map(\.rawValue)),
        ("metadata", MetadataKey.allCases.map(\.rawValue)),
        ("target", TargetKey.allCases.map(\.rawValue)),
        ("defaults", DefaultsKey.allCases.map(\.rawValue)),
        ("defaults.expect", ExpectationKey.allCases.map(\.rawValue)),
        ("guards", GuardsKey.allCases.map(\.rawValue)),
        ("guards.protect", ProtectKey.allCases.map(\.rawValue)),
        ("execution", ExecutionKey.allCases.map(\.rawValue)),
        ("execution.retry", RetryKey.allCases.map(\.rawValue)),
        ("execution.stopWait", StopWaitKey.allCases.map(\.rawValue)),
        ("loops", LoopKey.allCases.map(\.rawValue)),
        ("loops.expect", ExpectationKey.allCases.map(\.rawValue)),
        ("loops.keptInstead", KeptInsteadKey.allCases.map(\.rawValue)),
        ("loopsFrom", LoopsFromKey.allCases.map(\.rawValue)),
        ("loopsFrom.expect", ExpectationKey.allCases.map(\.rawValue)),
        ("select", SelectionKey.allCases.map(\.rawValue)),
        ("select.expect", ExpectationKey.allCases.map(\.rawValue)),
    ]

    @Test("Every mapping has exactly the keys that are read, and each says what it is for", arguments: mappings)
    func keys(path: String, keys: [String]) throws {
        var node = schema
        for key in path.split(separator: "." as Character) {
            node = try mapping(try #require(node["properties"]?[String(key)]))
        }
        let properties = try #require(node["properties"])
        #expect(properties.keys == Set(keys))
        #expect(node["additionalProperties"] == .flag(false))
        for key in keys { #expect(properties[key]?["description"] != nil, "\(path).\(key)") }
    }

    /// Finds the mapping that a value is, or that the items of a list may be.
    private func mapping(_ node: JSONTree) throws -> JSONTree {
        let items = node["items"] ?? node
        guard case .list(let choices) = items["anyOf"], items["properties"] == nil else { return items }
        return try #require(choices.first { $0["properties"] != nil })
    }

    @Test("No mapping has keys that the table above does not know")
    func mappingCount() {
        let mappings = schema.all.filter { $0["type"] == .text("object") }
        #expect(mappings.count == Self.mappings.count + 1, "one more: the labels, whose keys are the author's")
        #expect(mappings.allSatisfy { $0["additionalProperties"] == .flag(false) })
    }

    /// A file of the repository.
    private static func file(_ path: String) throws -> String {
        let repository = #filePath.split(separator: "/" as Character, omittingEmptySubsequences: false).dropLast(3)
            .joined(separator: "/")
        return String(decoding: try Data(contentsOf: URL(filePath: "\(repository)/\(path)")), as: UTF8.self)
    }

    @Test("The committed copy is the schema")
    func committedCopy() throws {
        #expect(
            try Self.file("examples/loopsweep.schema.json") == ManifestSchema.text,
            "write it again: loopsweep schema > examples/loopsweep.schema.json"
        )
    }

    @Test("The article on manifests names every key", arguments: mappings)
    func article(path: String, keys: [String]) throws {
        let words = Set(
            try Self.file("Sources/loopsweep/Documentation.docc/Manifest.md")
                .split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.map(String.init)
        )
        for key in keys { #expect(words.contains(key), "\(path).\(key) is not in the article") }
    }
}
