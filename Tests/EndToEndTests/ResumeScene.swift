import FoundationEssentials
import Subprocess

/// A manifest and a service of its own, for tests of runs that are gone on with.
struct ResumeScene {
    /// Loops that are done, and loops that workers hold for half a second.
    static let fleet = """
        apiVersion: loopsweep/v1
        kind: HumanLoopFleet
        loops:
          - {name: "done-{1..20}", status: Completed, flowDefinition: f, created: 2026-11-01T00:00:00Z}
          - {name: "held-{1..3}", status: InProgress, flowDefinition: f, created: 2026-11-02T00:00:00Z,
             workers: {holdFor: 500ms, then: Completed}}
        """

    /// All of them, a few at a time.
    static let manifestText = """
        apiVersion: loopsweep/v1
        kind: HumanLoopCleanup
        metadata: {name: all}
        execution: {concurrency: 2, stopWait: {timeout: 20s, pollInitial: 100ms, pollMax: 500ms}}
        loops: [\((1...20).map { "done-\($0)" }.joined(separator: ", ")), held-1, held-2, held-3]
        """

    /// The folder of the files.
    let folder: Folder
    /// The manifest's path.
    let manifest: String
    /// The options that call the service.
    let service: [String]

    /// Keys, and a state directory of the test's own.
    var variables: [Environment.Key: String?] {
        [
            "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret",
            "LOOPSWEEP_STATE_DIR": "\(folder.path)/state",
        ]
    }

    /// Runs the manifest.
    func run(_ options: String...) async throws -> Program.Ending {
        try await Program.run(["run", manifest, "--yes"] + options + service, variables)
    }

    /// Runs another command of a file.
    func command(_ verb: String, _ path: String) async throws -> Program.Ending {
        try await Program.run([verb, path] + service, variables)
    }

    /// The paths of the journals in the state directory.
    func journals() -> [String] {
        let folder = "\(folder.path)/state/loopsweep/all"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".jsonl") }.sorted().map { "\(folder)/\($0)" }
    }

    /// Prepares a manifest and a service of its own.
    static func prepare(_ body: (ResumeScene) async throws -> Void) async throws {
        let folder = try Folder()
        let manifest = try folder.write("all.yaml", manifestText)
        _ = try await Program.simulate(try folder.write("fleet.yaml", fleet)) { url in
            let service = ["--region", "us-east-1", "--endpoint-url", url]
            try await body(ResumeScene(folder: folder, manifest: manifest, service: service))
        }
    }
}
