import FoundationEssentials
import Testing

/// What is said of files that nothing can be shown of, and of reports that were damaged.
@Suite("Show, and files that cannot be shown")
struct ShowTests {
    /// A command, of which FOLDER stands for a folder with some files, its exit code, and what its error says.
    static let files: [(arguments: [String], exitCode: Int32, message: String)] = [
        (["show", "FOLDER/nosuch.jsonl"], 66, "nosuch.jsonl': there is no such file"),
        (["show", "FOLDER"], 66, "is a folder: name a file in it"),
        (["show", "FOLDER/empty"], 65, "empty' is empty"),
        (["show", "FOLDER/text/in-it"], 66, "in-it': Not a directory"),
        (["show", "FOLDER/circle"], 66, "circle': it is a link to a file that does not exist"),
        (["show", "FOLDER/text"], 65, "is neither a saved plan nor a report"),
        (["show", "E999"], 64, "E999 is not the code of a problem"),
        (["verify", "FOLDER/nosuch.csv"], 66, "nosuch.csv': cannot open: No such file"),
        (["verify", "FOLDER/list.csv"], 65, "is not a manifest but a list"),
        (["runs", "--state-dir", "FOLDER/text"], 73, "text' is no folder"),
    ]

    @Test("a file that cannot be read is told with what it is", arguments: files.indices)
    func file(_ index: Int) async throws {
        let (arguments, exitCode, message) = Self.files[index]
        let folder = try Folder()
        _ = try folder.write("empty", "")
        _ = try folder.write("text", "mine\n")
        _ = try folder.write("list.csv", "name\na\n")
        let circle = "\(folder.path)/circle"
        try FileManager.default.createSymbolicLink(atPath: circle, withDestinationPath: circle)
        let ending = try await Program.run(arguments.map { $0.replacing("FOLDER", with: folder.path) })
        #expect(ending.exitCode == exitCode && ending.messages.contains(message), "\(ending.messages)")
    }

    /// What becomes of the report of a run that only stops, the exit code of its look, and what that says.
    static let reports: [(change: @Sendable ([String]) -> [String], exitCode: Int32, words: [String])] = [
        (
            { $0 }, 0,
            ["loops are left for a later one", "left to be deleted by a later run", "loopsweep run "]
        ),
        (
            { $0.map { $0.replacing("held-1", with: "held-9") } }, 65,
            ["all: the report contradicts itself", ": a line was changed", "loopsweep verify "]
        ),
        ({ Array($0.dropLast()) }, 0, ["all: the report has no end", "--resume"]),
    ]

    @Test("a report is shown as what it is, also one that was changed or cut", arguments: reports.indices)
    func report(_ index: Int) async throws {
        let (change, exitCode, words) = Self.reports[index]
        try await ResumeScene.prepare { scene in
            let report = "\(scene.folder.path)/run.jsonl"
            #expect(try await scene.run("--stop-only", "--report", "jsonl=\(report)").exitCode == 3)
            let text = change(try Folder.lines(report)).map { "\($0)\n" }.joined()
            let shown = try await Program.run(["show", try scene.folder.write("shown.jsonl", text)], scene.variables)
            #expect(shown.exitCode == exitCode && words.allSatisfy { shown.output.contains($0) }, "\(shown.output)")
        }
    }

    @Test("the report of a rehearsal that left loops says that it is not continued")
    func rehearsal() async throws {
        let folder = try Folder()
        let (manifest, report) = (try folder.write("all.yaml", ResumeScene.manifestText), "\(folder.path)/run.jsonl")
        let service = ["--simulate", try folder.write("fleet.yaml", ResumeScene.fleet)]
        let run = ["run", manifest, "--yes", "--stop-only", "--report", "jsonl=\(report)"] + service
        #expect(try await Program.run(run).exitCode == 3)
        let shown = try await Program.run(["show", report])
        #expect(shown.output.contains("A rehearsal is not continued"), "\(shown.output)")
    }
}
