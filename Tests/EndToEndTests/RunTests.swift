import FoundationEssentials
import Subprocess
import Testing

/// Runs that are interrupted, that nobody reads, whose disk is full, and that are gone on with.
@Suite("Runs as an operator sees them")
struct RunTests {
    /// Loops that workers hold for a minute, and loops that are done.
    private static let fleet = """
        apiVersion: loopsweep/v1
        kind: HumanLoopFleet
        credentials: {accessKeyId: AKIDEXAMPLE, secretAccessKey: secret}
        loops:
          - {name: "held-{1..5}", status: InProgress, flowDefinition: f, workers: {holdFor: 1h, then: Completed}}
          - {name: "done-{1..5}", status: Completed, flowDefinition: f}
        """

    /// All of them.
    private static let manifest = """
        apiVersion: loopsweep/v1
        kind: HumanLoopCleanup
        metadata: {name: all}
        loops: [held-1, held-2, held-3, held-4, held-5, done-1, done-2, done-3, done-4, done-5]
        """

    /// The arguments of a run on a simulated service, with its report on standard output.
    private func arguments(in folder: Folder) throws -> [String] {
        [
            "run", try folder.write("all.yaml", Self.manifest), "--simulate",
            try folder.write("fleet.yaml", Self.fleet),
            "--yes", "--output", "jsonl",
        ]
    }

    /// A signal and the exit code it leads to.
    static let signals: [(Signal, Int32)] = [(.interrupt, 130), (.terminate, 143)]

    @Test("a signal in the middle closes the books", arguments: signals)
    func signal(_ signal: Signal, _ exitCode: Int32) async throws {
        let folder = try Folder()
        let ending = try await Program.run(try arguments(in: folder), sending: [signal], at: "\"outcome\":\"deleted\"")
        #expect(ending.exitCode == exitCode)
        let lines = try ReportLine.read(ending.output)
        #expect(ReportLine.outcomes(lines).count == 10)
        #expect(lines.last?.exitCode == Int(exitCode))
    }

    @Test("the report of a run is had on standard output in every format that a file has")
    func spreadsheet() async throws {
        let folder = try Folder()
        let fleet = try folder.write("fleet.yaml", Self.fleet)
        let done = Self.manifest.replacing("held-1, held-2, held-3, held-4, held-5, ", with: "")
        let manifest = try folder.write("done.yaml", done)
        let ending = try await Program.run(["run", manifest, "--simulate", fleet, "--yes", "--output", "csv"])
        #expect(ending.exitCode == 0)
        #expect(ending.output.hasPrefix("Account,Region,HumanLoopName,"))
        #expect(ending.output.contains(",done-5,succeeded,"))
    }

    @Test("a reader that goes away ends its output and not the run")
    func brokenPipe() async throws {
        let folder = try Folder()
        let fleet = try folder.write("fleet.yaml", Self.fleet)
        let manifest = try folder.write(
            "done.yaml",
            Self.manifest.replacing("held-1, held-2, held-3, held-4, held-5, ", with: "")
        )
        let command = """
            '\(Program.path)' run '\(manifest)' --simulate '\(fleet)' --yes --output jsonl \
            --report csv='\(folder.path)/report.csv' | head -n 1; exit ${PIPESTATUS[0]}
            """
        let result = try await Subprocess.run(
            .name("bash"),
            arguments: ["-c", command],
            environment: Program.environment,
            output: .string(limit: 1 << 20),
            error: .discarded
        )
        #expect(result.terminationStatus == .exited(0))
        #expect(try Folder.lines("\(folder.path)/report.csv").count == 6)
    }

    @Test("a dry run is made of any complete command line, and writes and changes nothing")
    func dryRun() async throws {
        let folder = try Folder()
        let all = ["--report", "jsonl=\(folder.path)/a", "--follow-up", "\(folder.path)/b", "--resume", "--dry-run"]
        let ending = try await Program.run(try arguments(in: folder) + all)
        #expect(ending.exitCode == 0 && ending.output.contains("plan_end"), "\(ending.messages)")
        for name in ["a", "b"] { #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/\(name)")) }
    }

    @Test("a disk that is full ends the run before anything is changed")
    func fullDisk() async throws {
        let folder = try Folder()
        let ending = try await Program.run(try arguments(in: folder) + ["--report", "jsonl=/dev/full"])
        #expect(ending.exitCode == 74)
        #expect(ending.messages.contains("cannot write to '/dev/full': No space left on device"))
        #expect(!ending.output.contains("loop_intent"))
    }

    @Test("the report of an earlier run is never written over, in no format", arguments: ["jsonl", "csv", "text"])
    func earlierReport(_ format: String) async throws {
        let folder = try Folder()
        let line = #"{"schema":1,"type":"run_start"}"#
        let report = try folder.write("report.jsonl", line + "\n")
        let ending = try await Program.run(try arguments(in: folder) + ["--report", "\(format)=\(report)"])
        #expect(ending.exitCode == 73)
        #expect(try Folder.lines(report) == [line])
    }

    @Test("a report does not replace the journal of its own run under another spelling of the path")
    func ownJournal() async throws {
        let folder = try Folder()
        let reports = ["--report", "jsonl=\(folder.path)/a", "--report", "csv=\(folder.path)/./a", "--deadline", "1s"]
        let ending = try await Program.run(try arguments(in: folder) + reports)
        #expect(ending.exitCode == 73)
        #expect(try Folder.lines("\(folder.path)/a").last?.contains("run_end") ?? false)
    }

    @Test("keys that the service does not know end the run with nothing changed")
    func wrongKeys() async throws {
        let folder = try Folder()
        let manifest = try folder.write("all.yaml", Self.manifest)
        let code = try await Program.simulate(try folder.write("fleet.yaml", Self.fleet)) { url in
            let ending = try await Program.run(
                ["run", manifest, "--yes", "--region", "us-east-1", "--endpoint-url", url],
                ["AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "not-the-secret"]
            )
            #expect(ending.exitCode == 77)
            #expect(ending.messages.contains("InvalidSignatureException"))
            #expect(!ending.messages.contains("not-the-secret"))
        }
        #expect(code == 143)
    }

    @Test("a second run goes on where the first one ended")
    func secondRun() async throws {
        let folder = try Folder()
        let wait = "\nexecution: {stopWait: {timeout: 500ms, pollInitial: 100ms, pollMax: 200ms}}"
        let manifest = try folder.write("all.yaml", Self.manifest + wait)
        _ = try await Program.simulate(try folder.write("fleet.yaml", Self.fleet)) { url in
            let keys: [Environment.Key: String?] = [
                "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret",
            ]
            let run = ["run", manifest, "--yes", "--region", "us-east-1", "--endpoint-url", url, "--output", "jsonl"]
            for already in ["deleted", "already-gone"] {
                let ending = try await Program.run(run, keys)
                #expect(ending.exitCode == 3, "\(ending.messages)")
                let outcomes = ReportLine.outcomes(try ReportLine.read(ending.output))
                #expect(outcomes == (1...5).map { "done-\($0) \(already)" } + (1...5).map { "held-\($0) deferred" })
            }
        }
    }

    @Test("the manifests of one file run in order, each with a report of its own")
    func severalManifests() async throws {
        let folder = try Folder()
        let fleet = try folder.write("fleet.yaml", Self.fleet)
        let manifest = try folder.write(
            "two.yaml",
            ["first: [done-1]", "second: [done-2, done-3]"].map { text in
                let parts = text.split(separator: ":" as Character)
                return """
                    ---
                    apiVersion: loopsweep/v1
                    kind: HumanLoopCleanup
                    metadata: {name: \(parts[0])}
                    loops:\(parts[1])

                    """
            }.joined()
        )
        let run = ["run", manifest, "--simulate", fleet, "--confirm", "first", "--confirm", "second"]
        let refused = try await Program.run(run + ["--report", "csv=\(folder.path)/all.csv"])
        #expect(refused.exitCode == 64 && refused.messages.contains("{name}"))
        let ending = try await Program.run(run + ["--report", "csv=\(folder.path)/{name}.csv"])
        #expect(ending.exitCode == 0, "\(ending.messages)")
        #expect(try Folder.lines("\(folder.path)/first.csv").count == 2)
        #expect(try Folder.lines("\(folder.path)/second.csv").count == 3)
        let halfway = try await Program.run(["run", manifest, "--simulate", fleet, "--confirm", "first"])
        #expect(halfway.exitCode == 64 && halfway.output.isEmpty)
    }
}
