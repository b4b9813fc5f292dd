import Subprocess
import Testing

/// Manifests from standard input, and lists that are made right by the command that their problem tells.
@Suite("Piped input")
struct PipedInputTests {
    private static let header = "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\n"

    /// Runs a script of bash in a folder.
    private static func bash(_ script: String, in folder: Folder) async throws -> (code: Int32?, text: String) {
        let result = try await Subprocess.run(
            .name("bash"),
            arguments: ["-c", "cd '\(folder.path)' && exec 2>&1\n\(script)"],
            environment: Program.environment,
            output: .string(limit: 1 << 20),
            error: .discarded
        )
        guard case .exited(let code) = result.terminationStatus else { return (nil, result.standardOutput) }
        return (code, result.standardOutput)
    }

    /// Scripts in a folder with `jobs/m.yaml`, whose list is `names.txt`, and what comes of each.
    static let scripts: [(script: String, code: Int32, words: [String])] = [
        ("'PROGRAM' validate - < jobs/m.yaml", 0, ["<stdin>: valid, 1 loop"]),
        ("cat jobs/m.yaml | 'PROGRAM' validate /dev/stdin", 0, ["/dev/stdin: valid, 1 loop"]),
        ("'PROGRAM' validate <(cat jobs/m.yaml)", 0, ["valid, 1 loop"]),
        ("'PROGRAM' validate jobs/m.yaml", 65, ["the list 'jobs/names.txt'"]),
        ("cd jobs; 'PROGRAM' validate - < m.yaml", 65, ["paths are relative to the working directory"]),
        ("'PROGRAM' plan - --simulate fleet.yaml < jobs/m.yaml", 0, ["1 loop to delete"]),
        ("'PROGRAM' plan <(cat jobs/m.yaml) --simulate fleet.yaml", 0, ["1 loop to delete"]),
        ("'PROGRAM' verify - --simulate fleet.yaml < jobs/m.yaml", 1, ["0 of 1 loop gone"]),
        (
            "'PROGRAM' run - --simulate fleet.yaml < jobs/m.yaml", 64,
            ["consent cannot be typed on standard input", "--confirm stdin < MANIFEST`"]
        ),
        (
            "'PROGRAM' run - --simulate fleet.yaml --confirm stdin < jobs/m.yaml", 0,
            ["stdin: done", "loopsweep plan - < MANIFEST"]
        ),
        ("echo 'loops: [a' | 'PROGRAM' validate -", 65, ["<stdin>:2:1: error", "'<stdin>' has 1 error"]),
        ("'PROGRAM' validate - < /dev/null", 65, ["the file holds no document"]),
    ]

    @Test("a manifest may come from standard input, and its lists are in the working directory", arguments: scripts)
    func manifest(script: String, code: Int32, words: [String]) async throws {
        let folder = try Folder()
        _ = try folder.write("names.txt", "a-1\n")
        _ = try folder.write(
            "fleet.yaml",
            "apiVersion: loopsweep/v1\nkind: HumanLoopFleet\nloops: [{name: a-1, status: Failed, flowDefinition: f}]\n"
        )
        _ = try await Self.bash("mkdir jobs", in: folder)
        _ = try folder.write("jobs/m.yaml", Self.header + "loopsFrom: [{file: names.txt, format: lines}]\n")
        let ending = try await Self.bash(script.replacing("PROGRAM", with: Program.path), in: folder)
        #expect(ending.code == code, "\(ending.text)")
        for word in words { #expect(ending.text.contains(word), "\(ending.text)") }
    }

    /// Scripts that write a list which is refused, each with how many names are in it.
    static let lists: [(script: String, count: Int)] = [
        (#"printf 'a-1\ta-2\ta-3\n' > list"#, 3), (#"printf 'a-1 a-2\n' > list"#, 2),
        (#"printf 'a-1,a-2\n' > list"#, 2),
        (#"printf 'a-1,\na-2,\n' > list"#, 2), (#"printf '"a-1",\n"a-2"\n' > list"#, 2),
        (#"printf "'a-1'\n'a-2'\n" > list"#, 2), (#"printf -- '- a-1\n- a-2\n' > list"#, 2),
        (#"printf 'a-1\na-2\n' | iconv -f UTF-8 -t UTF-16 > list"#, 2),
        (#"printf 'a-1\na-2\n' | iconv -f UTF-8 -t UTF-16LE > list"#, 2),
        (#"printf 'a-1\na-2\n' | gzip > list"#, 2),
    ]

    @Test("the command that a list's problem tells makes a list of it", arguments: lists)
    func advice(script: String, count: Int) async throws {
        let folder = try Folder()
        _ = try folder.write("m.yaml", Self.header + "loopsFrom: [{file: list, format: lines}]\n")
        let validate = "'\(Program.path)' validate m.yaml"
        let refused = try await Self.bash("\(script)\n\(validate)", in: folder)
        #expect(refused.code == 65, "\(refused.text)")
        let help = try #require(refused.text.split(separator: "\n").first { $0.contains("= help: ") })
        let command = try #require(help.split(separator: ": ").last)
        let taken = try await Self.bash("\(command) > right && mv right list && \(validate)", in: folder)
        #expect(taken.text.contains("m.yaml: valid, \(count) loops"), "\(taken.text)")
    }
}
