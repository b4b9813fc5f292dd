import CleanupEngine
@testable import CleanupJournal
@testable import CleanupReport
import FoundationEssentials
import Glibc
import ReportTestSupport
@testable import Support
import Testing

/// How files are made, taken and replaced.
@Suite("report files")
struct ReportFileTests {
    /// What a journal begins with.
    private static let journal = "{\"schema\":1,\"type\":\"run_start\""
    /// What a report in CSV begins with.
    private static let csv = String(decoding: CSVReportWriter.header, as: UTF8.self)

    @Test("evidence is added to a new file or an empty one", arguments: [false, true])
    func createsEvidence(_ isThere: Bool) throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("run.jsonl")
            if isThere { try directory.write("", to: "run.jsonl") }
            let sink = try EvidenceFile.create(at: path)
            try sink.write("one\n")
            try sink.flush()
            #expect(directory.contents(of: "run.jsonl") == "one\n")
            try sink.write("two\n")
            try sink.finish()
            #expect(directory.contents(of: "run.jsonl") == "one\ntwo\n")
        }
    }

    @Test("the evidence of an earlier run is never written over")
    func keepsEvidence() throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("run.jsonl")
            let problems: [(String, ReportWriteError.Problem)] = [
                (Self.journal, .holdsEarlierRun), ("{}", .holdsElse(than: "report in JSON Lines")),
            ]
            for (text, problem) in problems {
                try directory.write(text, to: "run.jsonl")
                let error = #expect(throws: ReportWriteError.self) { try EvidenceFile.create(at: path) }
                #expect(error == ReportWriteError(path: path, problem: problem))
                #expect(error?.exitCode == .cannotCreate)
                #expect(directory.contents(of: "run.jsonl") == text)
            }
        }
    }

    @Test("two runs never write to one file of evidence")
    func claimsEvidence() throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("run.jsonl")
            let first = try EvidenceFile.create(at: path)
            #expect(throws: ReportWriteError(path: path, problem: .inUse)) { try EvidenceFile.create(at: path) }
            try first.write("x")
            try first.finish()
            #expect(directory.contents(of: "run.jsonl") == "x")
        }
    }

    @Test(
        "an earlier report of the format is replaced at the end, whole, with the rights it had",
        arguments: [nil, "", csv]
    )
    func replaces(_ old: String?) throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("report.csv")
            if let old {
                try directory.write(old, to: "report.csv")
                try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
            }
            let sink = try ReplacedFile.create(at: path, replacing: ReportFormat.csv.mark, permissions: 0o600)
            try sink.write("new")
            try sink.synchronize()
            #expect(directory.contents(of: "report.csv") == old)
            try sink.finish()
            #expect(directory.contents(of: "report.csv") == "new")
            #expect(try directory.names() == ["report.csv"])
            let status = try SystemCalls().status(ofPath: path)
            #expect(status?.permissions == (old == nil ? 0o600 : 0o640))
        }
    }

    /// What is there, which kind of output is to be written, and what is said.
    static let others: [(text: String, mark: OutputMark, problem: ReportWriteError.Problem)] =
        [ReportFormat.json.mark, ReportFormat.csv.mark, ReportFormat.text.mark, .savedPlan].flatMap { mark in
            [
                ("notes", mark, .holdsElse(than: mark.kind)), (journal, mark, .holdsEarlierRun),
                ("apiVersion: loopsweep/v1\n", mark, .holdsElse(than: mark.kind)),
                (
                    mark.kind == "saved plan" ? csv : "{\"schema\":1,\"type\":\"saved_plan\"", mark,
                    .holdsElse(than: mark.kind)
                ),
            ]
        }

    @Test(
        "what is no earlier output of the kind is not replaced, also when it comes to be there",
        arguments: others.indices
    )
    func keepsOthers(_ index: Int) throws {
        let (text, mark, problem) = Self.others[index]
        try TemporaryDirectory.lend { directory in
            let path = directory.file("out")
            let error = ReportWriteError(path: path, problem: problem)
            let sink = try ReplacedFile.create(at: path, replacing: mark)
            try directory.write(text, to: "out")
            #expect(throws: error) { try sink.finish() }
            #expect(throws: error) { try ReplacedFile.create(at: path, replacing: mark) }
            #expect(directory.contents(of: "out") == text && error.exitCode == .cannotCreate)
        }
    }

    @Test("a report that is not completed leaves the old file and nothing else")
    func abandons() throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("report.csv")
            try directory.write(Self.csv, to: "report.csv")
            do {
                let sink = try ReplacedFile.create(at: path, replacing: ReportFormat.csv.mark)
                try sink.write("half")
                try sink.flush()
                #expect(try directory.names().count == 2)
            }
            #expect(directory.contents(of: "report.csv") == Self.csv)
            #expect(try directory.names() == ["report.csv"])
        }
    }

    @Test("no link is followed to a file, or to nothing", arguments: ["real", "nothing"])
    func refusesLinks(_ target: String) throws {
        try TemporaryDirectory.lend { directory in
            try directory.write(Self.csv, to: "real")
            let path = directory.file("link")
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
            let error = ReportWriteError(path: path, problem: .isLink)
            #expect(throws: error) { try ReplacedFile.create(at: path, replacing: ReportFormat.csv.mark) }
            #expect(throws: error) { try EvidenceFile.create(at: path) }
            #expect(directory.contents(of: "real") == Self.csv)
            #expect(try directory.names() == ["link", "real"])
        }
    }

    @Test("a link to a device is followed")
    func followsDevices() throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("link")
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/null")
            let sink = try ReplacedFile.create(at: path, replacing: ReportFormat.csv.mark)
            try sink.write("new")
            try sink.finish()
        }
    }

    @Test(
        "each report in a file begins as its format does, and so is replaced by the next",
        arguments: ReportFormat.allCases
    )
    func marks(_ format: ReportFormat) throws {
        guard format != .jsonl else { return }
        try TemporaryDirectory.lend { directory in
            let destination = try ReportDestination(parsing: "\(format.rawValue)=\(directory.file("out"))")
            for _ in 1...2 {
                var writer = try destination.open(terminal: .file, lines: .new)
                try writer.write(.start(.sample()))
                try writer.write(.end(.sample()))
            }
            let error = ReportWriteError(path: directory.file("out"), problem: .isRead)
            #expect(throws: error) {
                try destination.open(reading: [directory.file("out")], terminal: .file, lines: .new)
            }
        }
    }

    @Test(
        "what cannot be made says why",
        arguments: [
            ("/missing/report", ENOENT), ("", EISDIR), ("/" + String(repeating: "x", count: 300), ENAMETOOLONG),
        ]
    )
    func cannotCreate(_ suffix: String, _ code: Int32) throws {
        try TemporaryDirectory.lend { directory in
            let error = ReportWriteError(path: directory.path + suffix, problem: .creation(SystemCallError(code: code)))
            #expect(throws: error) { try EvidenceFile.create(at: directory.path + suffix) }
            let mark = ReportFormat.csv.mark
            #expect(throws: error) { try ReplacedFile.create(at: directory.path + suffix, replacing: mark) }
            #expect(error.exitCode == .cannotCreate)
            let isFolderNamed = "\(error)".hasSuffix("there is no folder '\(directory.path)/missing': create it first")
            #expect(isFolderNamed == (code == ENOENT))
        }
    }

    @Test(
        "a path is taken apart at its last slash",
        arguments: [
            ("report.csv", ".", ".report.csv.a.part"), ("/report", "/", "/.report.a.part"),
            ("a/b.c/d", "a/b.c", "a/b.c/.d.a.part"), ("./x", ".", "./.x.a.part"),
        ]
    )
    func paths(_ path: String, _ directory: String, _ neighbour: String) {
        #expect(FilePathText.directory(of: path) == directory)
        #expect(FilePathText.neighbour(of: path, number: 10) == neighbour)
    }
}
