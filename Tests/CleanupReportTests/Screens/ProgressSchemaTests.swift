@testable import CleanupEngine
@testable import CleanupReport
import FoundationEssentials
import HumanLoops
import Testing
import TestSupport

/// The JSON Schema of lines of progress, and lines.
@Suite("ProgressSchema")
struct ProgressSchemaTests {
    private static func schema() throws -> JSONTree {
        try JSONDecoder().decode(JSONTree.self, from: Data(ProgressSchema.text.utf8))
    }

    private static func tree(_ progress: RunProgress) throws -> JSONTree {
        try JSONDecoder().decode(JSONTree.self, from: Data(progress.json))
    }

    /// Progress that has everything.
    private static var full: RunProgress {
        var progress = RunProgress(total: 3, looked: 3, earlier: 1, phase: .ending)
        progress.longestWaits = [LoopWait(name: .sample("held-1"), waited: .milliseconds(1_500), left: .seconds(8))]
        (progress.nextLook, progress.remaining, progress.grace) = (.seconds(1), .seconds(2), .seconds(3))
        progress.slowed = [
            ThrottledOperation(operation: .delete, callsPerSecond: 4.5),
            ThrottledOperation(operation: .list, callsPerSecond: nil),
        ]
        progress.stopReason = .interrupted(.interrupt)
        return progress
    }

    @Test("every line of a rehearsal fits, and the schema knows each key of the fullest")
    func fits() throws {
        let schema = try Self.schema()
        for progress in RehearsedRun.shared.progress + [Self.full] {
            let problems = SchemaCheck(schema).problems(of: try Self.tree(progress), by: schema)
            #expect(problems.isEmpty)
        }
        #expect(schema["properties"]?.keys == (try Self.tree(Self.full)).keys)
    }

    @Test("the check finds what does not fit")
    func refuses() throws {
        let schema = try Self.schema()
        guard case .object(var fields) = try Self.tree(Self.full) else { return #expect(Bool(false), "no object") }
        fields["phase"] = .text("resting")
        fields["total"] = .number(-1)
        fields["done"] = nil
        fields["longestWaits"] = .list([.object([:])])
        let problems = SchemaCheck(schema).problems(of: .object(fields), by: schema)
        #expect(problems.count == 6)
    }
}

/// As much of JSON Schema as the schema of progress uses.
private struct SchemaCheck {
    private let root: JSONTree

    init(_ root: JSONTree) { self.root = root }

    /// Finds what of a value does not fit.
    func problems(of value: JSONTree, by schema: JSONTree) -> [String] {
        var problems: [String] = []
        if case .text(let reference) = schema["$ref"], let name = reference.split(separator: "/").last,
            let definition = root["definitions"]?[String(name)]
        {
            problems += self.problems(of: value, by: definition)
        }
        if case .text(let type) = schema["type"], !fits(value, type) { problems.append("\(value) is no \(type)") }
        if let constant = schema["const"], constant != value { problems.append("\(value) is not \(constant)") }
        if case .list(let values) = schema["enum"], !values.contains(value) { problems.append("\(value) is not known") }
        if case .number(let least) = schema["minimum"], case .number(let number) = value, number < least {
            problems.append("\(number) is too low")
        }
        if case .list(let keys) = schema["required"] {
            for case .text(let key) in keys where value[key] == nil { problems.append("\(key) is missing") }
        }
        if case .list(let items) = value, let schema = schema["items"] {
            problems += items.flatMap { self.problems(of: $0, by: schema) }
        }
        if case .object(let fields) = value {
            for (key, field) in fields {
                guard let schema = schema["properties"]?[key] ?? schema["additionalProperties"] else { continue }
                problems += self.problems(of: field, by: schema)
            }
        }
        return problems
    }

    private func fits(_ value: JSONTree, _ type: String) -> Bool {
        switch (value, type) {
        case (.object, "object"), (.list, "array"), (.text, "string"), (.number, "number"): true
        case (.number(let number), "integer"): number == number.rounded()
        default: false
        }
    }
}
