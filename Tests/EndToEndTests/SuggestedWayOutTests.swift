import Testing

/// Command lines that an operator got wrong, and the way out that each of them is told.
@Suite("Suggested way out")
struct SuggestedWayOutTests {
    /// A command line, and what must come; `FOLDER` stands for a folder of its own.
    struct Row: Sendable, CustomTestStringConvertible {
        /// The arguments, between blanks.
        let testDescription: String
        var exitCode: Int32 = 64
        /// What standard error holds.
        let message: String

        init(_ line: String, _ exitCode: Int32 = 64, says message: String) {
            (testDescription, self.exitCode, self.message) = (line, exitCode, message)
        }
    }

    static let rows: [Row] = [
        Row("run --demo", says: "run `loopsweep run --demo --confirm quickstart`"),
        Row("run --demo --rate 5 --stop-only", says: "run --demo --rate 5 --stop-only --confirm quickstart`"),
        Row("run --demo --resume --yes", says: "a rehearsal begins anew each time: leave out --resume"),
        Row(
            "run examples/quickstart.yaml --simulate examples/fleet.yaml --resume",
            says: "`loopsweep simulate --fleet examples/fleet.yaml`"
        ),
        Row("run --demo --ok deffered", says: "--ok "),
        Row("run --demo --fault delete:drop", says: "--fault "),
        Row("run --demo --report md=x.md", says: "--report "),
        Row("run --demo --report out.csv", says: "--report "),
        Row("run --demo --lock wait", says: "--lock "),
        Row("run --demo --yes --report csv=- --output json", says: "both go to standard output: leave out one of them"),
        Row("run examples/quickstart.yaml --simulate FOLDER/none.yaml", 66, says: "cannot open: No such file"),
        Row(
            "simulate --fleet examples/quickstart.yaml",
            65,
            says: "loopsweep: error: 'examples/quickstart.yaml' is not a fleet but a manifest: rehearse it with "
                + "'loopsweep run examples/quickstart.yaml --simulate FLEET'\n"
        ),
        Row("plan examples/quickstart.yaml --simulate examples/quickstart.yaml", 65, says: "is not a fleet but"),
        Row(
            "plan examples/quickstart.yaml --region us-east-1 --endpoint-url localhost:8088",
            says: "'localhost:8088' cannot be an endpoint: did you mean 'http://localhost:8088'? (--endpoint-url)"
        ),
        Row(
            "plan examples/quickstart.yaml --region us-east-1 --endpoint-url a2i.example.com/x",
            says: "did you mean 'https://a2i.example.com/x'?"
        ),
        Row(
            "plan examples/quickstart.yaml --region us-east-1 --endpoint-url a2i",
            says: "'a2i' cannot be an endpoint: 'https://host', a port and a path are allowed"
        ),
    ]

    @Test("a plan of the demo is not said to be one that can be carried out, and is not followed")
    func plansOfDemo() async throws {
        let folder = try Folder()
        let plan = "\(folder.path)/plan.json"
        let advice = "a plan of a rehearsal, which cannot be carried out"
        let rows = [
            (["plan", "--demo", "--out", plan], 0), (["show", plan], 0), (["run", "--plan", plan, "--yes"], 4),
            (["run", "--demo", "--plan", plan, "--yes"], 4),
        ]
        for (line, code) in rows {
            let ending = try await Program.run(line)
            let text = (ending.output + ending.messages).split(whereSeparator: \.isWhitespace).joined(separator: " ")
            #expect(ending.exitCode == Int32(code), "\(line): \(ending.messages)")
            #expect(text.contains(advice) && text.contains("loopsweep simulate --demo"), "\(line): \(text)")
            #expect(!text.contains("run --plan"), "\(line): \(text)")
        }
    }

    @Test("a report that is given as a plan, and a plan of several manifests, are refused with the way out")
    func plans() async throws {
        let folder = try Folder()
        let report = "\(folder.path)/report.jsonl"
        #expect(try await Program.run(["run", "--demo", "--yes", "--report", "jsonl=\(report)"]).exitCode == 0)
        let asPlan = try await Program.run(["run", "examples/quickstart.yaml", "--plan", report, "--yes"])
        #expect(asPlan.exitCode == 65)
        #expect(asPlan.messages.contains("is a report, not a saved plan"), "\(asPlan.messages)")
        let document = "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\nmetadata: {name: NAME}\nloops: [NAME-1]\n"
        let both = ["one", "two"].map { document.replacing("NAME", with: $0) }.joined(separator: "---\n")
        let several = try folder.write("both.yaml", both)
        let ending = try await Program.run(["plan", several, "--out", "\(folder.path)/plan.json"])
        #expect(ending.exitCode == 64 && ending.messages.contains("put each document into a file of its own"))
    }

    @Test("what is wrong is said with the way out", arguments: rows)
    func isSaid(_ row: Row) async throws {
        let folder = try Folder()
        let line = row.testDescription.replacing("FOLDER", with: folder.path).split(separator: " " as Character)
        let ending = try await Program.run(line.map(String.init))
        #expect(ending.exitCode == row.exitCode, "\(ending.messages)")
        #expect(ending.messages.contains(row.message), "\(ending.messages)")
    }
}
