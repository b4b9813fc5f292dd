import Testing

/// The example that the README opens with.
@Suite("The quick start")
struct QuickstartTests {
    /// A path in the folder of examples.
    private func example(_ name: String) -> String { "\(Folder.repository)/examples/\(name)" }

    @Test("every loop of the example ends as expected")
    func run() async throws {
        let ending = try await Program.run([
            "run", example("quickstart.yaml"), "--simulate", example("fleet.yaml"), "--yes", "--output", "jsonl",
        ])
        #expect(ending.exitCode == 0, "\(ending.messages)")
        let lines = try ReportLine.read(ending.output)
        #expect(ReportLine.outcomes(lines) == (try Folder.lines(example("expected/quickstart.txt"))))
        #expect(lines.first?.type == "run_start")
        #expect(lines.last?.type == "run_end")
        #expect(lines.count { $0.type == "loop_intent" } == 36)
    }

    @Test("its manifest is valid, and its plan finds work and changes nothing")
    func plan() async throws {
        let validation = try await Program.run(["validate", example("quickstart.yaml")])
        #expect(validation.exitCode == 0 && validation.output.contains("valid, 23 loops"))
        let plan = ["plan", example("quickstart.yaml"), "--simulate", example("fleet.yaml"), "--detailed-exitcode"]
        let ending = try await Program.run(plan)
        #expect(ending.exitCode == 2)
        #expect(ending.output.contains("20 loops to delete; 16 of them must be stopped first (people may be working"))
        #expect(!ending.output.contains("\u{1B}"))
        #expect(try await Program.run(plan + ["--color", "always"]).output.contains("\u{1B}["))
        #expect(ending.output.split(separator: "\n" as Character).allSatisfy { $0.count <= 80 })
    }

    @Test("its plan is had without any file")
    func demo() async throws {
        let ending = try await Program.run(["plan", "--demo", "--detailed-exitcode"])
        #expect(ending.exitCode == 2)
        let plan = ["plan", example("quickstart.yaml"), "--simulate", example("fleet.yaml")]
        #expect(ending.output == (try await Program.run(plan).output))
    }
}
