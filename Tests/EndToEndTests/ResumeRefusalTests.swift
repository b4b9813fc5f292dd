import Subprocess
import Testing

/// Runs that are not gone on with, because it would not be the same run any more.
@Suite("Runs that are not gone on with")
struct ResumeRefusalTests {
    @Test("a run that its guards refused is refused again when it is gone on with")
    func guards() async throws {
        try await ResumeScene.prepare { scene in
            let missing = "\nguards: {maxMissing: 20%}\n"
            let loops = ResumeScene.manifestText.replacing(
                "held-1",
                with: (1...20).map { "gone-\($0)" }.joined(separator: ", ")
            )
            _ = try scene.folder.write("all.yaml", loops + missing)
            for options in [[], ["--resume"]] {
                let ending = try await Program.run(
                    ["run", scene.manifest, "--yes"] + options + scene.service,
                    scene.variables
                )
                #expect(ending.exitCode == 4, "\(ending.messages)")
                #expect(ending.messages.contains("20 of 42 loops are missing, more than 20%"), "\(ending.messages)")
            }
            #expect(try await scene.run("--resume", "--output", "jsonl").output.contains(#""already-gone":20"#))
        }
    }

    @Test("credentials that tell of another account neither go on with a run nor verify it")
    func account() async throws {
        try await ResumeScene.prepare { scene in
            let report = "\(scene.folder.path)/run.jsonl"
            let run = ["run", scene.manifest, "--yes", "--report", "jsonl=\(report)"] + scene.service
            let other = scene.variables.merging(["AWS_ACCOUNT_ID": "999999999999"]) { $1 }
            // The loops that were seen tell the account of the run.
            #expect(try await Program.run(run + ["--stop-only"], scene.variables).exitCode == 3)
            let refused = try await Program.run(run + ["--resume"], other)
            #expect(refused.exitCode == 4 && refused.messages.contains("account 123456789012"), "\(refused.messages)")
            let verified = try await Program.run(["verify", report] + scene.service, other)
            #expect(verified.exitCode == 78 && verified.messages.contains("account 999999999999"))
            // Credentials that do not tell are taken at their word.
            #expect(try await Program.run(run + ["--resume"], scene.variables).exitCode == 0)
            _ = try scene.folder.write("all.yaml", ResumeScene.manifestText + "\ntarget: {account: \"123456789012\"}\n")
            let asserted = try await Program.run(["plan", scene.manifest] + scene.service, other)
            #expect(asserted.exitCode == 78 && asserted.messages.contains("target.account"), "\(asserted.messages)")
        }
    }

    @Test("a run that follows a plan is gone on with by that plan alone, however old it is")
    func plan() async throws {
        try await ResumeScene.prepare { scene in
            let plan = "\(scene.folder.path)/plan.json"
            let planned = try await Program.run(
                ["plan", scene.manifest, "--out", plan] + scene.service,
                scene.variables
            )
            #expect(planned.exitCode == 0, "\(planned.messages)")
            let late = try await scene.run("--plan", plan, "--resume", "--plan-max-age", "1ms")
            #expect(late.exitCode == 4 && late.messages.contains("too long ago"), "\(late.messages)")
            let first = try await scene.run("--plan", plan, "--deadline", "300ms")
            #expect(first.exitCode == 3, "\(first.output)")
            let without = try await scene.run("--resume")
            #expect(
                without.exitCode == 4 && without.messages.contains("name that one with --plan"),
                "\(without.messages)"
            )
            // It was reviewed in time when the run began.
            let ending = try await scene.run("--plan", plan, "--resume", "--plan-max-age", "1ms")
            #expect(ending.exitCode == 0, "\(ending.messages)")
        }
    }

    @Test("a journal of another manifest is not gone on with, and a run without one begins")
    func otherManifest() async throws {
        try await ResumeScene.prepare { scene in
            let first = try await scene.run("--resume", "--stop-only")
            #expect(first.exitCode == 3 && first.messages.contains("this is a new run"), "\(first.messages)")
            _ = try scene.folder.write("all.yaml", ResumeScene.manifestText + "\n# changed")
            let changed = try await scene.run("--resume")
            #expect(changed.exitCode == 4 && changed.messages.contains("the manifest was changed since"))
            _ = try scene.folder.write("run.jsonl", "{}\n")
            let unreadable = try await scene.run("--resume", "--report", "jsonl=\(scene.folder.path)/run.jsonl")
            #expect(unreadable.exitCode == 65, "\(unreadable.messages)")
        }
    }
}
