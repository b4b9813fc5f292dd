import FoundationEssentials
import Testing

/// A plan that is made, reviewed and followed.
@Suite("A saved plan, followed")
struct SavedPlanTests {
    /// Loops that are done.
    private static let fleet = """
        apiVersion: loopsweep/v1
        kind: HumanLoopFleet
        loops:
          - {name: "done-{1..3}", status: Completed, flowDefinition: f, created: 2026-11-01T00:00:00Z}
        """

    /// A manifest of all of them.
    private static let manifest = """
        apiVersion: loopsweep/v1
        kind: HumanLoopCleanup
        metadata: {name: all}
        loops: [done-1, done-2, done-3]
        """

    /// What a test has prepared.
    private struct Scene {
        /// The folder of the files.
        let folder: Folder
        /// The manifest's path.
        let manifest: String
        /// The plan's path.
        let plan: String
        /// The options that call the service.
        let service: [String]
    }

    /// Makes a plan of a manifest.
    private func plan(
        of manifest: String = manifest,
        on fleet: String = fleet,
        exitCode: Int32 = 0
    ) async throws -> Scene {
        let folder = try Folder()
        let scene = Scene(
            folder: folder,
            manifest: try folder.write("all.yaml", manifest),
            plan: "\(folder.path)/plan.json",
            service: ["--simulate", try folder.write("fleet.yaml", fleet)]
        )
        let ending = try await Program.run(["plan", scene.manifest, "--out", scene.plan] + scene.service)
        #expect(ending.exitCode == exitCode, "\(ending.messages)")
        if exitCode == 0 {
            let saved = "the plan is saved in \(scene.plan): a plan of a rehearsal, which cannot be carried out: "
            #expect(ending.messages.contains(saved), "\(ending.messages)")
            #expect(ending.messages.hasSuffix("`loopsweep simulate --fleet \(scene.service[1])`\n"))
        }
        return scene
    }

    /// Follows the plan of a scene.
    private func run(_ scene: Scene, _ options: [String] = []) async throws -> Program.Ending {
        try await Program.run(
            ["run", scene.manifest, "--plan", scene.plan, "--yes", "--output", "jsonl"] + options + scene.service
        )
    }

    /// Documents that were sent three times each.
    private static let duplicatesFleet = """
        apiVersion: loopsweep/v1
        kind: HumanLoopFleet
        loops:
          - {name: a-1, status: InProgress, flowDefinition: f, created: 2026-11-01T00:00:00Z}
          - {name: "a-{2..3}", status: InProgress, flowDefinition: f, created: 2026-11-01T01:00:00Z}
          - {name: "b-{1..3}", status: Completed, flowDefinition: f, created: 2026-11-02T00:00:00Z}
        """

    /// A manifest of the duplicates, of which the first stays, and which a person named as well.
    private static let duplicatesManifest = """
        apiVersion: loopsweep/v1
        kind: HumanLoopCleanup
        metadata: {name: all}
        guards: {maxLoops: 9}
        execution: {stopWait: {timeout: 5s, pollInitial: 100ms}}
        loops: [b-1]
        select:
          - flowDefinition: arn:aws:sagemaker:us-east-1:123456789012:flow-definition/f
            duplicatesBy: '^(.)-[0-9]$'
        """

    /// What becomes of `a-1` between the plan and the run, and how its duplicates end.
    static let changes: [(String, String, String)] = [
        ("a-1", "a-1", "deleted"), ("name: a-1, status: InProgress", "name: a-1, status: Failed", "refused"),
        ("name: a-1", "name: x-1", "refused"),
    ]

    @Test("a plan of duplicates is followed as long as the loop that stays is there", arguments: changes)
    func duplicates(_ before: String, _ after: String, _ outcome: String) async throws {
        // What the manifest names and its rule keeps is refused in the plan already.
        let scene = try await plan(of: Self.duplicatesManifest, on: Self.duplicatesFleet, exitCode: 5)
        _ = try scene.folder.write("fleet.yaml", Self.duplicatesFleet.replacing(before, with: after))
        let ending = try await run(scene)
        #expect(ending.exitCode == 5, "\(ending.messages)")
        #expect(
            ReportLine.outcomes(try ReportLine.read(ending.output)) == [
                "a-2 \(outcome)", "a-3 \(outcome)", "b-1 refused", "b-2 deleted", "b-3 deleted",
            ]
        )
        #expect((outcome == "refused") == ending.output.contains("'a-1', which stays in its place,"))
    }

    @Test("a report says how many loops there are in all before the first result, and which rule found each")
    func report() async throws {
        let folder = try Folder()
        let manifest = try folder.write("all.yaml", Self.duplicatesManifest)
        let fleet = try folder.write("fleet.yaml", Self.duplicatesFleet)
        let ending = try await Program.run(["run", manifest, "--simulate", fleet, "--yes", "--output", "jsonl"])
        let lines = ending.output.split(separator: "\n" as Character)
        #expect(lines.first?.contains(#""type":"run_start""#) ?? false)
        #expect(lines.dropFirst().first?.contains(#""type":"run_scope","loopCount":5,"namedCount":1,"#) ?? false)
        #expect(lines.dropFirst(2).first?.contains(#""type":"run_listing","since":"#) ?? false)
        let results = lines.filter { $0.contains("loop_result") }
        #expect(results.count == 5 && results.count { $0.contains(#""manifestLine":8,"rule":1,"#) } == 4)
        #expect(ending.output.contains(#""code":"StaysForDuplicates""#))
    }

    @Test("a run does what the plan says")
    func follows() async throws {
        let ending = try await run(try await plan())
        #expect(ending.exitCode == 0, "\(ending.messages)")
        #expect(
            ReportLine.outcomes(try ReportLine.read(ending.output)) == [
                "done-1 deleted", "done-2 deleted", "done-3 deleted",
            ]
        )
    }

    @Test("a loop that is another one by now is refused, and the rest is deleted")
    func refusesReborn() async throws {
        let scene = try await plan()
        _ = try scene.folder.write(
            "fleet.yaml",
            Self.fleet.replacing("{1..3}", with: "{1..2}")
                + "\n  - {name: done-3, status: Completed, flowDefinition: f, created: 2026-11-02T00:00:00Z}"
        )
        let ending = try await run(scene)
        #expect(ending.exitCode == 5, "\(ending.messages)")
        #expect(
            ReportLine.outcomes(try ReportLine.read(ending.output)) == [
                "done-1 deleted", "done-2 deleted", "done-3 refused",
            ]
        )
    }

    @Test("who is asked for consent is told to follow the same plan")
    func consentNamesPlan() async throws {
        let scene = try await plan()
        let ending = try await Program.run(["run", scene.manifest, "--plan", scene.plan] + scene.service)
        #expect(ending.exitCode == 64)
        #expect(ending.messages.contains("--plan \(scene.plan) --confirm all"), "\(ending.messages)")
    }

    @Test("a manifest that was changed since is refused, and nothing is called")
    func refusesChangedManifest() async throws {
        let scene = try await plan()
        _ = try scene.folder.write("all.yaml", Self.manifest + "\n# changed")
        let ending = try await run(scene)
        #expect(ending.exitCode == 4)
        #expect(ending.output.isEmpty)
        #expect(ending.messages.contains("or the manifest was changed since; make a new plan and review it"))
    }

    @Test("a plan that is too old, or none, or made elsewhere, is refused with one line")
    func refusesUnfit() async throws {
        let scene = try await plan()
        let old = try await run(scene, ["--plan-max-age", "1ms"])
        #expect(old.exitCode == 4 && old.messages.contains("too long ago: --plan-max-age is 0s"), "\(old.messages)")
        _ = try scene.folder.write("fleet.yaml", Self.fleet + "\nregion: eu-west-1\n")
        let elsewhere = try await run(scene)
        #expect(elsewhere.exitCode == 4 && elsewhere.messages.contains("it was made for"), "\(elsewhere.messages)")
        _ = try scene.folder.write("plan.json", "{}")
        let none = try await run(scene)
        #expect(none.exitCode == 65 && none.messages.contains("it is no saved plan"), "\(none.messages)")
        let missing = try await Program.run(["run", scene.manifest, "--plan", "/nonexistent", "--yes"] + scene.service)
        #expect(missing.exitCode == 66 && missing.messages.contains("there is no such file"), "\(missing.messages)")
        let alone = try await Program.run(["run", scene.manifest, "--plan-max-age", "1h", "--yes"] + scene.service)
        #expect(alone.exitCode == 64)
    }
}

extension SavedPlanTests {
    @Test("a plan is shown, and followed without its manifest, but not where that was changed since")
    func alone() async throws {
        let folder = try Folder()
        let manifest = try folder.write("all.yaml", ResumeScene.manifestText)
        let service = ["--simulate", try folder.write("fleet.yaml", ResumeScene.fleet)]
        let plan = "\(folder.path)/plan.json"
        #expect(try await Program.run(["plan", manifest, "--out", plan] + service).exitCode == 0)
        let shown = try await Program.run(["show", plan])
        #expect(shown.exitCode == 0 && shown.output.contains("unchanged"), "\(shown.output)")
        #expect(shown.output.contains("loopsweep simulate --fleet FLEET"))
        _ = try folder.write("all.yaml", "loops: [held-1]\n")
        #expect(try await Program.run(["show", plan]).exitCode == 0)
        let named = try await Program.run(["run", plan, "--yes"] + service)
        #expect(named.exitCode == 65 && named.messages.contains("loopsweep run --plan "), "\(named.messages)")
        #expect(named.messages.split(separator: "\n" as Character).count == 1)
        let changed = try await Program.run(["run", "--plan", plan, "--yes"] + service)
        #expect(changed.exitCode == 4, "\(changed.messages)")
        #expect(changed.messages.contains("all.yaml' was changed since"), "\(changed.messages)")
        try FileManager.default.removeItem(atPath: manifest)
        let report = "\(folder.path)/run.jsonl"
        let ending = try await Program.run(["run", "--plan", plan, "--yes", "--report", "jsonl=\(report)"] + service)
        #expect(ending.exitCode == 0, "\(ending.messages)")
        #expect(ReportLine.outcomes(try ReportLine.read(try Folder.lines(report).joined(separator: "\n"))).count == 23)
        let told = try await Program.run(["show", report])
        #expect(told.exitCode == 0 && told.output.contains("all: the run is done, and nothing is left"))
    }
}
