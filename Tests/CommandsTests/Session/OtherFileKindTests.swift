import CleanupReport
@testable import Commands
import FoundationEssentials
import Testing

/// Files that are given where a manifest belongs.
@Suite("OtherFileKind")
struct OtherFileKindTests {
    /// A file's name, its text, and what it is taken for.
    static let files: [(String, String, OtherFileKind?)] = [
        ("plan.json", "{\"schema\":1,\"type\":\"saved_plan\",\n\"plan\":{}", .savedPlan),
        ("a.jsonl", "{\"schema\":1,\"type\":\"run_start\",\"runId\":\"a\"}\n", .journal),
        ("a.json", "{\"schema\":1,\n\"run\":{}", .rendering(.json)),
        ("a.txt", "Report by loopsweep 0.1.0: run a\n", .rendering(.text)),
        ("fleet.yaml", "apiVersion: loopsweep/v1\nkind: HumanLoopFleet   # to rehearse on\nloops: []\n", .fleet),
        ("loops.csv", "HumanLoopName,Why\na,b\n", .csv),
        ("list.json", "{\n  \"HumanLoopSummaries\": [\n", .list),
        ("a.yaml", "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\nloops: [a]\n", nil),
        ("b.yaml", "apiVersion: loopsweep/v1\nkind: HumanLoopFlet\nloops: [a]\n", nil),
        ("c.csv", "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\nloops: [a]\n", nil),
        ("d.yaml", "", nil),
    ]

    @Test("a file of another kind is told by how it begins, and anything else is read as a manifest", arguments: files)
    func kind(_ name: String, _ text: String, _ kind: OtherFileKind?) throws {
        let folder = FileManager.default.temporaryDirectory.appending(component: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/\(name)"
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        #expect(OtherFileKind(at: path) == kind)
        #expect(OtherFileKind(at: "-") == nil)
    }
}
