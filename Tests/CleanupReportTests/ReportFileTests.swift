import CleanupEngine
import FoundationEssentials
import Glibc
import Testing

@testable import CleanupReport

/// How files are made, taken and replaced.
@Suite("report files")
struct ReportFileTests {
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
            try directory.write("{}", to: "run.jsonl")
            let error = #expect(throws: ReportWriteError.self) { try EvidenceFile.create(at: path) }
            #expect(error == ReportWriteError(path: path, problem: .holdsEarlierRun))
            #expect(error?.exitCode == .cannotCreate)
            #expect(error?.description == "'\(path)' holds the report of an earlier run: name another path")
            #expect(directory.contents(of: "run.jsonl") == "{}")
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

    @Test("another file is replaced at the end, whole, with the rights it had", arguments: [nil, "old"])
    func replaces(_ old: String?) throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("report.csv")
            if let old {
                try directory.write(old, to: "report.csv")
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            }
            let sink = try ReplacedFile.create(at: path)
            try sink.write("new")
            try sink.synchronize()
            #expect(directory.contents(of: "report.csv") == old)
            try sink.finish()
            #expect(directory.contents(of: "report.csv") == "new")
            #expect(try directory.names() == ["report.csv"])
            if old != nil {
                let status = try SystemCalls().status(ofPath: path)
                #expect(status?.permissions == 0o600)
            }
        }
    }

    @Test("a report that is not completed leaves the old file and nothing else")
    func abandons() throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("report.csv")
            try directory.write("old", to: "report.csv")
            do {
                let sink = try ReplacedFile.create(at: path)
                try sink.write("half")
                try sink.flush()
                #expect(try directory.names().count == 2)
            }
            #expect(directory.contents(of: "report.csv") == "old")
            #expect(try directory.names() == ["report.csv"])
        }
    }

    @Test("a link is written through, and stays a link")
    func followsLinks() throws {
        try TemporaryDirectory.lend { directory in
            try directory.write("old content", to: "real")
            try FileManager.default.createSymbolicLink(atPath: directory.file("link"), withDestinationPath: "real")
            let sink = try ReplacedFile.create(at: directory.file("link"))
            try sink.write("new")
            try sink.finish()
            #expect(directory.contents(of: "real") == "new")
            #expect(try SystemCalls().status(ofPath: directory.file("link"))?.isRegular == false)
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
            #expect(throws: error) { try ReplacedFile.create(at: directory.path + suffix) }
            #expect(error.exitCode == .cannotCreate)
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
