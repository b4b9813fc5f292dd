import FoundationEssentials
import Testing

/// Journals, follow-ups and what later runs believe of them, as an operator sees it.
@Suite("What a run writes, and a later one believes")
struct EvidenceTests {
    /// A rule that finds what is in progress.
    private static let rules = """
        apiVersion: loopsweep/v1
        kind: HumanLoopCleanup
        metadata: {name: rules}
        guards: {maxLoops: 100}
        execution: {stopWait: {timeout: 20s, pollInitial: 100ms, pollMax: 500ms}}
        select:
          - {flowDefinition: "arn:aws:sagemaker:us-east-1:123456789012:flow-definition/f", status: [InProgress]}
        """

    @Test("a journal of which one bit was flipped is not resumed, and told with its line")
    func flippedBit() async throws {
        try await ResumeScene.prepare { scene in
            let report = "\(scene.folder.path)/run.jsonl"
            let options = ["--report", "jsonl=\(report)"]
            #expect(try await scene.run("--deadline", "300ms", options[0], options[1]).exitCode == 3)
            let text = try Folder.lines(report).map { "\($0)\n" }.joined()
            _ = try scene.folder.write("run.jsonl", text.replacing("held-1", with: "held-3"))
            let resumed = try await scene.run("--resume", options[0], options[1])
            #expect(resumed.exitCode == 65 && resumed.messages.contains("a line was changed"), "\(resumed.messages)")
            let verified = try await scene.command("verify", report)
            #expect(verified.exitCode == 65 && verified.output.contains("a line was changed"), "\(verified.output)")
        }
    }

    @Test("a journal that was torn in its first line is begun anew", arguments: ["", #"{"schema":1,"type":"run_st"#])
    func tornAtStart(_ text: String) async throws {
        try await ResumeScene.prepare { scene in
            let report = try scene.folder.write("run.jsonl", text)
            let ending = try await scene.run("--resume", "--report", "jsonl=\(report)")
            #expect(ending.exitCode == 0, "\(ending.messages)")
            #expect(try await scene.command("verify", report).exitCode == 0)
        }
    }

    @Test("what a run has stopped is taken over by the next one, although its rule finds it no more")
    func takesOver() async throws {
        try await ResumeScene.prepare { scene in
            let rules = try scene.folder.write("rules.yaml", Self.rules)
            let run = ["run", rules, "--yes"] + scene.service
            #expect(try await Program.run(run + ["--stop-only"], scene.variables).exitCode == 3)
            let next = try await Program.run(run + ["--output", "jsonl"], scene.variables)
            #expect(next.exitCode == 0, "\(next.messages)")
            #expect(next.messages.contains("3 loops that an earlier run of this manifest stopped"), "\(next.messages)")
            let outcomes = ReportLine.outcomes(try ReportLine.read(next.output))
            #expect(outcomes == (1...3).map { "held-\($0) deleted" })
            let last = try await Program.run(run, scene.variables)
            #expect(last.exitCode == 0 && !last.messages.contains("an earlier run"), "\(last.messages)")
        }
    }

    @Test("a follow-up is bound to its manifest, and the command line does not leak into it")
    func followUp() async throws {
        try await ResumeScene.prepare { scene in
            let next = "\(scene.folder.path)/next.yaml"
            let rules = try scene.folder.write("rules.yaml", Self.rules)
            let stop = ["run", rules, "--yes", "--stop-only", "--rate", "50", "--deadline", "1m", "--concurrency", "3"]
            let first = try await Program.run(stop + ["--follow-up", next] + scene.service, scene.variables)
            #expect(first.exitCode == 3, "\(first.messages)")
            let text = try Folder.lines(next).joined(separator: "\n")
            #expect(!text.contains("deadline") && !text.contains("rate") && text.contains("concurrency: 32"), "\(text)")
            // It is a file of another manifest to this one, and the run's own manifest to its own.
            let other = try await scene.run("--stop-only", "--follow-up", next)
            #expect(other.exitCode == 73 && other.messages.contains("is not a follow-up manifest"), "\(other.messages)")
            let own = try await Program.run(
                ["run", next, "--yes", "--follow-up", next] + scene.service,
                scene.variables
            )
            #expect(own.exitCode == 73 && own.messages.contains("a file that this run reads"), "\(own.messages)")
            #expect(try Folder.lines(next).joined(separator: "\n") == text)
        }
    }

    @Test("after an edit --resume begins a new run where the last one touched nothing")
    func edited() async throws {
        try await ResumeScene.prepare { scene in
            _ = try scene.folder.write("all.yaml", ResumeScene.manifestText + "\nguards: {maxLoops: 3}\n")
            #expect(try await scene.run().exitCode == 4)
            _ = try scene.folder.write("all.yaml", ResumeScene.manifestText)
            let ending = try await scene.run("--resume")
            #expect(ending.exitCode == 0 && ending.messages.contains("the manifest was changed"), "\(ending.messages)")
        }
    }

    @Test("loops that are left are not gone, whatever the report is of, and neither is what no place shows")
    func verifies() async throws {
        try await ResumeScene.prepare { scene in
            let report = "\(scene.folder.path)/run.jsonl"
            let run = try await scene.run("--stop-only", "--report", "jsonl=\(report)")
            #expect(run.exitCode == 3)
            #expect(try await scene.command("verify", report).exitCode == 1)
            let bare = """
                apiVersion: loopsweep/v1
                kind: HumanLoopCleanup
                metadata: {name: bare}
                loops: [never-1, never-2]
                """
            let verified = try await scene.command("verify", try scene.folder.write("bare.yaml", bare))
            #expect(
                verified.exitCode == 1 && verified.output.contains("No flow definition could be listed"),
                "\(verified.output)"
            )
        }
    }
}
