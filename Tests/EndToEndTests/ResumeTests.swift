import FoundationEssentials
import Subprocess
import Testing

/// Runs that are cut off and gone on with, that leave work for later, and that meet each other.
@Suite("Runs that go on, as an operator sees them")
struct ResumeTests {
    @Test("a disk that is full ends the run with 74, and what is left is done by going on with it")
    func fullDisk() async throws {
        try await ResumeScene.prepare { scene in
            let report = "\(scene.folder.path)/run.jsonl"
            // A file may not grow beyond eight blocks of 1,024 bytes: the system's answer is that of a full disk.
            let command = """
                trap '' XFSZ; ulimit -f 8; exec "$0" "$@"
                """
            let run = ["run", scene.manifest, "--yes", "--report", "jsonl=\(report)"] + scene.service
            let result = try await Subprocess.run(
                .name("bash"),
                arguments: .init(["-c", command, Program.path] + run),
                environment: Program.environment.updating(scene.variables),
                output: .string(limit: 1 << 20),
                error: .string(limit: 1 << 20)
            )
            #expect(result.terminationStatus == .exited(74), "\(result.standardError)")
            #expect(result.standardError.contains("run.jsonl': File too large"))
            #expect(try await scene.command("verify", report).exitCode == 3)
            let refused = try await scene.run("--report", "jsonl=\(report)")
            #expect(refused.exitCode == 73 && refused.messages.contains("--resume --report"), "\(refused.messages)")
            let listed = try await Program.run(["runs"], scene.variables)
            #expect(listed.output.contains("unfinished") && listed.output.contains(" --resume --report "))
            let ending = try await scene.run("--resume", "--report", "jsonl=\(report)", "--output", "jsonl")
            #expect(ending.exitCode == 0, "\(ending.messages)")
            #expect(ending.messages.contains("was torn"))
            let outcomes = ReportLine.outcomes(try ReportLine.read(ending.output))
            #expect(outcomes.count == 23 && outcomes.allSatisfy { $0.hasSuffix(" deleted") }, "\(outcomes)")
            for report in [report, try scene.folder.write("copy.jsonl", ending.output)] {
                let verification = try await scene.command("verify", report)
                #expect(verification.exitCode == 0, "\(verification.output)")
            }
        }
    }

    @Test("a run keeps a journal by itself, goes on after its deadline, and then has nothing left to do")
    func deadline() async throws {
        try await ResumeScene.prepare { scene in
            #expect(try await scene.run("--deadline", "300ms").exitCode == 3)
            #expect(scene.journals().count == 1)
            let ending = try await scene.run("--resume")
            #expect(ending.exitCode == 0, "\(ending.messages)")
            #expect(ending.output.contains("all: done after"))
            #expect(scene.journals().count == 1)
            let again = try await scene.run("--resume")
            #expect(again.exitCode == 0 && again.messages.contains("nothing is left to do"))
            #expect(again.output == ending.output)
            #expect(try await scene.command("verify", scene.journals()[0]).exitCode == 0)
            // Names alone do not show that the account is the one, where none of them is there any more.
            #expect(try await scene.command("verify", scene.manifest).exitCode == 1)
            let expectation = "{flowDefinition: \"arn:aws:sagemaker:us-east-1:123456789012:flow-definition/f\"}"
            let text = ResumeScene.manifestText + "\ndefaults: {expect: \(expectation)}\n"
            let expecting = try scene.folder.write("expecting.yaml", text)
            #expect(try await scene.command("verify", expecting).exitCode == 0)
            let pruned = try await Program.run(["runs", "--prune"], scene.variables)
            #expect(pruned.exitCode == 0 && pruned.output.contains("1 journal ("), "\(pruned.output)")
            #expect(scene.journals().isEmpty)
        }
    }

    @Test("a run that was killed when only its journal was complete has its other reports when it is gone on with")
    func reportsOfAnEndedRun() async throws {
        try await ResumeScene.prepare { scene in
            let journal = "\(scene.folder.path)/run.jsonl"
            let others = ["run.json", "run.csv", "run.txt"].map { "\(scene.folder.path)/\($0)" }
            let copy = "\(scene.folder.path)/copy.jsonl"
            let options =
                ["run", scene.manifest, "--yes", "--resume", "--output", "json", "--report", "jsonl=\(journal)"]
                + ["--report", "jsonl=\(copy)"]
                + zip(["json", "csv", "text"], others).flatMap { ["--report", "\($0)=\($1)"] } + scene.service
            let ending = try await Program.run(options, scene.variables)
            #expect(ending.exitCode == 0, "\(ending.messages)")
            let written = try ([journal, copy] + others).map { try Folder.lines($0) }
            #expect(written[0] == written[1])
            for path in others { try FileManager.default.removeItem(atPath: path) }
            let again = try await Program.run(options, scene.variables)
            #expect(again.exitCode == 0 && again.messages.contains("nothing is left to do"), "\(again.messages)")
            #expect(again.output == ending.output)
            #expect(try ([journal, copy] + others).map { try Folder.lines($0) } == written)
        }
    }

    @Test("what is only stopped is deleted by the next run, which may be that of the follow-up")
    func twoPhases() async throws {
        try await ResumeScene.prepare { scene in
            let next = "\(scene.folder.path)/next.yaml"
            let stopped = try await scene.run("--stop-only", "--follow-up", next, "--output", "jsonl")
            #expect(stopped.exitCode == 3, "\(stopped.messages)")
            #expect(stopped.output.contains("StopHumanLoop") && !stopped.output.contains("DeleteHumanLoop"))
            #expect(try await Program.run(["validate", next]).exitCode == 0)
            #expect(try await scene.command("verify", scene.manifest).exitCode == 1)
            let last = "\(scene.folder.path)/last.yaml"
            let deleted = try await Program.run(
                ["run", next, "--yes", "--follow-up", last] + scene.service,
                scene.variables
            )
            #expect(deleted.exitCode == 0, "\(deleted.messages)")
            #expect(!FileManager.default.fileExists(atPath: last))
            let overwritten = try await scene.run("--follow-up", scene.manifest)
            #expect(overwritten.exitCode == 73 && overwritten.messages.contains("a file that this run reads"))
        }
    }

    @Test("a second run is told who the first one is, waits for it when asked to, and is interrupted in that")
    func locks() async throws {
        try await ResumeScene.prepare { scene in
            try await whileAnotherRuns(scene) {
                let refused = try await scene.run()
                #expect(refused.exitCode == 75, "\(refused.messages)")
                #expect(refused.messages.contains("another run of 'all' is still running: pid "))
                let waited = try await scene.run("--lock", "wait=1s")
                #expect(waited.exitCode == 75 && waited.messages.contains("waiting for the run of pid "))
                let wait = ["run", scene.manifest, "--yes", "--lock", "wait=1m"] + scene.service
                let command = """
                    "$0" "$@" 2> "$ERRORS" & run=$!
                    until grep -q 'waiting for the run' "$ERRORS" || ! kill -0 $run; do sleep 0.1; done
                    kill -TERM $run; wait $run; code=$?; cat "$ERRORS" >&2; exit $code
                    """
                let errors = try scene.folder.write("errors.txt", "")
                let result = try await Subprocess.run(
                    .name("bash"),
                    arguments: .init(["-c", command, Program.path] + wait),
                    environment: Program.environment.updating(scene.variables).updating(["ERRORS": errors]),
                    output: .discarded,
                    error: .string(limit: 1 << 20)
                )
                #expect(result.terminationStatus == .exited(143))
                #expect(result.standardError.contains("interrupted before its lock was free"))
                #expect(try await scene.run("--lock", "off", "--stop-only").exitCode == 3)
            }
            #expect(try await scene.run("--stop-only").exitCode == 3)
        }
    }

    @Test("a rehearsal keeps its journal apart, and takes no lock")
    func rehearsal() async throws {
        let folder = try Folder()
        let scene = ResumeScene(
            folder: folder,
            manifest: try folder.write("all.yaml", ResumeScene.manifestText),
            service: ["--simulate", try folder.write("fleet.yaml", ResumeScene.fleet)]
        )
        #expect(try await scene.run("--lock", "wait=1ms").exitCode == 0)
        #expect(scene.journals().isEmpty)
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/state/loopsweep/all/simulated")
        #expect(names.count == 1)
        #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/state/loopsweep/locks"))
    }

    @Test("without a place for the journal nothing is called")
    func noHome() async throws {
        let folder = try Folder()
        let manifest = try folder.write("all.yaml", ResumeScene.manifestText)
        let run = ["run", manifest, "--yes", "--region", "us-east-1", "--endpoint-url", "http://127.0.0.1:1"]
        let nowhere: [Environment.Key: String?] = [
            "HOME": nil, "XDG_STATE_HOME": nil, "LOOPSWEEP_STATE_DIR": nil, "AWS_ACCESS_KEY_ID": "a",
            "AWS_SECRET_ACCESS_KEY": "b",
        ]
        let ending = try await Program.run(run, nowhere)
        #expect(ending.exitCode == 64 && ending.messages.contains("--state-dir"), "\(ending.messages)")
        let report = ["--report", "jsonl=\(folder.path)/run.jsonl", "--lock", "off"]
        #expect(try await Program.run(run + report, nowhere).exitCode == 75)
    }

    /// Does something while another process holds the lock of the manifest.
    private func whileAnotherRuns(_ scene: ResumeScene, _ body: () async throws -> Void) async throws {
        // It is `flock(1)`, which becomes its command and holds the file of an earlier run's lock as long as that lives.
        #expect(try await scene.run("--stop-only").exitCode == 3)
        let folder = "\(scene.folder.path)/state/loopsweep/locks"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
        _ = try await Subprocess.run(
            .name("flock"),
            arguments: ["--no-fork", "\(folder)/\(name)", "sh", "-c", "echo held; exec sleep 120"],
            input: .none,
            output: .sequence,
            error: .discarded
        ) { execution in
            for try await line in execution.standardOutput.strings() where line.contains("held") {
                try await body()
                try execution.send(signal: .terminate)
            }
        }
    }

    @Test("a report in JSON Lines that is named first when a run is resumed becomes a copy of its journal")
    func namedLater() async throws {
        try await ResumeScene.prepare { scene in
            #expect(try await scene.run("--deadline", "300ms").exitCode == 3)
            let report = "\(scene.folder.path)/later.jsonl"
            let ending = try await scene.run("--resume", "--report", "jsonl=\(report)")
            #expect(ending.exitCode == 0, "\(ending.messages)")
            #expect(!ending.messages.contains("new run"))
            #expect(scene.journals().count == 1)
            #expect(try Folder.lines(report) == Folder.lines(scene.journals()[0]))
            #expect(try await scene.command("verify", report).exitCode == 0)
        }
    }

    /// Which of the journal and its copy a crash left the shorter, by a line.
    @Test(
        "a run has one journal, and its copy stays one, whichever of them a crash cut",
        arguments: [nil, true, false]
    )
    func oneJournal(_ isCopyCut: Bool?) async throws {
        try await ResumeScene.prepare { scene in
            #expect(try await scene.run("--deadline", "300ms").exitCode == 3)
            let report = "\(scene.folder.path)/later.jsonl"
            let resume = ["--resume", "--report", "jsonl=\(report)"]
            #expect(try await scene.run(resume[0], resume[1], resume[2], "--deadline", "400ms").exitCode == 3)
            if let isCopyCut {
                let path = isCopyCut ? report : scene.journals()[0]
                let lines = try Folder.lines(path)
                let text = lines.dropLast().map { "\($0)\n" }.joined()
                try text.write(toFile: path, atomically: false, encoding: .utf8)
            }
            let ending = try await scene.run(resume[0], resume[1], resume[2])
            #expect(ending.exitCode == 0, "\(ending.messages)")
            #expect(try Folder.lines(report) == Folder.lines(scene.journals()[0]))
            let again = try await scene.run("--resume")
            #expect(again.exitCode == 0 && again.messages.contains("nothing is left to do"), "\(again.messages)")
        }
    }

    @Test("a signal that was ignored when the run began stays so")
    func ignoredSignals() async throws {
        try await ResumeScene.prepare { scene in
            let command = """
                trap '' INT TERM HUP; "$0" "$@" 2> "$ERRORS" & run=$!
                until grep -q 'the journal is' "$ERRORS" || ! kill -0 $run; do sleep 0.1; done
                kill -TERM $run; kill -HUP $run; kill -INT $run; wait $run; exit $?
                """
            let errors = try scene.folder.write("errors.txt", "")
            let result = try await Subprocess.run(
                .name("bash"),
                arguments: .init(["-c", command, Program.path, "run", scene.manifest, "--yes"] + scene.service),
                environment: Program.environment.updating(scene.variables).updating(["ERRORS": errors]),
                output: .string(limit: 1 << 20),
                error: .discarded
            )
            #expect(result.terminationStatus == .exited(0))
            #expect(result.standardOutput.contains("all: done after"))
        }
    }
}
