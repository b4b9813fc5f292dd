import CleanupEngine
@testable import CleanupJournal
import CleanupManifest
import FoundationEssentials
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// What is at the path of a follow-up before and after.
extension FollowUpWriterTests {
    @Test("what is left of nothing is no file, and that of an earlier run is gone")
    func nothing() throws {
        try TemporaryDirectory.lend { directory in
            try Self.write([Self.result("1e5", .deferred, line: 3)], to: directory.file("next.yaml"))
            #expect(try directory.names() == ["next.yaml"])
            try Self.write([Self.result("1e5", .deleted, line: 3)], to: directory.file("next.yaml"))
            #expect(try directory.names() == [])
        }
    }

    @Test("a run that ended before it could change anything writes none, and leaves that of an earlier run where it is")
    func notBegun() throws {
        try TemporaryDirectory.lend { directory in
            let left = [Self.result("1e5", .notAttempted, line: 3)]
            try Self.write(left, hasBegunSweep: false, to: directory.file("next.yaml"))
            #expect(try directory.names() == [])
            try Self.write([Self.result("dup-2", .deferred, line: 4)], to: directory.file("next.yaml"))
            let earlier = directory.contents(of: "next.yaml")
            try Self.write(left, hasBegunSweep: false, to: directory.file("next.yaml"))
            #expect(directory.contents(of: "next.yaml") == earlier)
        }
    }

    @Test("it is told how many loops were written, or that none is left, and nothing where nothing was decided")
    func told() throws {
        try TemporaryDirectory.lend { directory in
            let (counts, path) = (MemorySink(), directory.file("next.yaml"))
            let results = [Self.result("1e5", .deferred, line: 3), Self.result("dup-2", .failed, line: 4)]
            for (results, hasBegun) in [(results, true), ([], true), (results, false)] {
                try Self.write(results, hasBegunSweep: hasBegun, to: path) { try? counts.write("\($0);") }
            }
            #expect(counts.text == "2;0;")
        }
    }

    @Test("where only loops are left that nobody has seen, an earlier follow-up stays")
    func unseen() throws {
        try TemporaryDirectory.lend { directory in
            try Self.write([Self.result("1e5", .deferred, line: 3)], to: directory.file("next.yaml"))
            let earlier = directory.contents(of: "next.yaml")
            try Self.write([.sample("1e5", .notAttempted)], to: directory.file("next.yaml"))
            #expect(directory.contents(of: "next.yaml") == earlier)
        }
    }

    /// What is done to an earlier follow-up, and what stands in the way of a new one; nil when nothing does.
    static let files: [(change: @Sendable (String) -> String, ReportWriteError.Problem?)] = [
        ({ $0 }, nil), ({ _ in "" }, nil), ({ $0 + "# mine\n" }, .holdsOther),
        ({ $0.replacing("concurrency: 8", with: "concurrency: 9") }, .holdsOther),
        ({ $0.replacing("\"123\"; the", with: "\"124\"; the") }, .holdsOther),
        ({ String($0.dropLast(1)) }, .holdsOther), ({ _ in "apiVersion: loopsweep/v1\n" }, .holdsOther),
        ({ _ in "# Follow-up by loopsweep 0.1.0 at some time\n" }, .holdsOther),
    ]

    @Test("only an unedited follow-up of the same manifest is written over, or removed", arguments: files.indices)
    func keepsOthers(_ index: Int) throws {
        let (change, problem) = Self.files[index]
        try TemporaryDirectory.lend { directory in
            let path = directory.file("next.yaml")
            try Self.write([Self.result("1e5", .deferred, line: 3)], to: path)
            let text = change(try #require(directory.contents(of: "next.yaml")))
            try directory.write(text, to: "next.yaml")
            guard let problem else {
                try Self.write([Self.result("1e5", .deleted, line: 3)], to: path)
                return #expect(try directory.names() == [])
            }
            let error = #expect(throws: ReportWriteError.self) {
                try FollowUpWriter(path: path, of: Self.manifest, by: "x")
            }
            #expect(error?.problem == problem && error?.exitCode == .cannotCreate)
            #expect(directory.contents(of: "next.yaml") == text)
            #expect(try directory.names() == ["next.yaml"])
        }
    }

    @Test("what somebody has edited during the run is not written over")
    func editedMeanwhile() throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("next.yaml")
            for results in [[Self.result("1e5", .deferred, line: 3)], []] {
                var writer = try FollowUpWriter(path: path, of: Self.manifest, by: "loopsweep 9")
                try writer.write(.start(.sample()))
                for result in results { try writer.write(.result(result)) }
                try directory.write("mine\n", to: "next.yaml")
                #expect(throws: ReportWriteError(path: path, problem: .holdsOther)) {
                    try writer.write(.end(.sample(hasBegunSweep: true)))
                }
                #expect(directory.contents(of: "next.yaml") == "mine\n")
                SystemCalls().remove(path)
            }
        }
    }

    @Test("a file that the run reads is never its follow-up, under any name", arguments: ["run.yaml", "link", "hard"])
    func sources(_ name: String) throws {
        try TemporaryDirectory.lend { directory in
            try Self.write([Self.result("1e5", .deferred, line: 3)], to: directory.file("run.yaml"))
            let text = directory.contents(of: "run.yaml")
            try FileManager.default.createSymbolicLink(atPath: directory.file("link"), withDestinationPath: "run.yaml")
            try FileManager.default.linkItem(atPath: directory.file("run.yaml"), toPath: directory.file("hard"))
            var manifest = Self.manifest
            for isNamed in [true, false] {
                manifest.sources = isNamed ? [directory.file("run.yaml")] : []
                let files = isNamed ? [] : [directory.file("run.yaml")]
                let error = #expect(throws: ReportWriteError.self) {
                    try FollowUpWriter(path: directory.file(name), of: manifest, reading: files, by: "x")
                }
                #expect(error?.problem == .isRead && error?.exitCode == .cannotCreate)
            }
            #expect(directory.contents(of: "run.yaml") == text)
        }
    }

    @Test("what others keep in the place of duplicates is in no follow-up")
    func keptByOthers() throws {
        try TemporaryDirectory.lend { directory in
            let path = directory.file("next.yaml")
            var writer = try FollowUpWriter(path: path, of: Self.manifest, keeping: [.sample("1e5")], by: "loopsweep 9")
            try writer.write(.start(.sample()))
            for name in ["dup-2", "1e5"] { try writer.write(.result(Self.result(name, .failed, line: 3))) }
            try writer.write(.end(.sample(hasBegunSweep: true)))
            let text = try #require(directory.contents(of: "next.yaml"))
            #expect(text.contains("dup-2") && !text.contains("1e5"))
        }
    }
}
