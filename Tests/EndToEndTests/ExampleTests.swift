import Testing

/// The clean-ups that users come for, each rehearsed on its own fleet.
@Suite("The examples")
struct ExampleTests {
    /// The examples whose loops are found by rules.
    static let names = ["duplicates", "broken-template", "no-longer-needed", "wind-down"]

    /// A path in the folder of examples.
    private func example(_ name: String) -> String { "\(Folder.repository)/examples/\(name)" }

    @Test("exactly the loops that its comments speak of are removed", arguments: names)
    func run(name: String) async throws {
        let ending = try await Program.run([
            "run", example("\(name).yaml"), "--simulate", example("\(name)-fleet.yaml"), "--yes", "--output", "jsonl",
        ])
        #expect(ending.exitCode == 0, "\(ending.messages)")
        let outcomes = ReportLine.outcomes(try ReportLine.read(ending.output))
        #expect(outcomes == (try Folder.lines(example("expected/\(name).txt"))))
    }

    @Test("its manifest is valid without a warning", arguments: names)
    func validate(name: String) async throws {
        let ending = try await Program.run(["validate", example("\(name).yaml")])
        #expect(ending.exitCode == 0 && ending.messages.isEmpty, "\(ending.messages)")
    }

    @Test("a list that was pinned must be the one that was reviewed")
    func pinnedList() async throws {
        let folder = try Folder()
        _ = try folder.write("list.txt", "abc")
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let manifest = try folder.write(
            "cleanup.yaml",
            """
            apiVersion: loopsweep/v1
            kind: HumanLoopCleanup
            loopsFrom: [{file: list.txt, format: lines, sha256: \(digest)}]
            """
        )
        let good = try await Program.run(["validate", manifest])
        #expect(good.exitCode == 0 && good.output.contains("valid, 1 loop"), "\(good.messages)")
        _ = try folder.write("list.txt", "abd")
        let bad = try await Program.run(["validate", manifest])
        #expect(bad.exitCode == 65)
        #expect(bad.messages.contains("cleanup.yaml:3:53: error: the list 'list.txt' has another SHA-256"))
    }
}
