import CleanupEngine
@testable import CleanupJournal
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// Journals whose bytes were changed, lost or added.
@Suite("LineChain")
struct JournalChainTests {
    /// The text of a whole journal.
    private static func text() throws -> String {
        let sink = MemorySink()
        var journal = Journal(to: sink)
        try journal.write(.start(.sample()))
        try journal.write(
            .identities([
                LoopSighting(
                    name: .sample("n03"),
                    status: .completed,
                    creationTime: HumanLoop.sampleCreation,
                    flowDefinitionARN: HumanLoop.sampleFlowDefinition
                )
            ])
        )
        let loop = HumanLoop.sample(.completed, name: "n03")
        try journal.write(.intent(LoopIntent(operation: .delete, loop: loop, manifestLine: 3, at: .sample)))
        try journal.write(.result(.sample("n03", .deleted)))
        try journal.write(.result(.sample("n04", .alreadyGone)))
        try journal.write(.end(.sample([.deleted: 1, .alreadyGone: 1])))
        return sink.text
    }

    /// Reads bytes as a journal's file.
    private static func read(_ bytes: [UInt8]) throws -> JournalReading {
        var reading: JournalReading?
        try TemporaryDirectory.lend { directory in
            let sink = try EvidenceFile.create(at: directory.file("run.jsonl"))
            try sink.write(bytes)
            try sink.flush()
            reading = try JournalFile(path: directory.file("run.jsonl"), isContinued: false).reading
        }
        return try #require(reading)
    }

    @Test("a journal that nobody has changed is right, and its results are hashed as they stand there")
    func whole() throws {
        let text = try Self.text()
        let history = try Self.read(Array(text.utf8)).history
        #expect(history.flaws.isEmpty && history.isChained, "\(history.flaws.named)")
        var digest = ContentDigest()
        for line in text.split(separator: "\n" as Character) where line.hasPrefix(#"{"schema":1,"type":"loop_result""#)
        {
            digest.update(Array(line.utf8) + [UInt8(ascii: "\n")])
        }
        #expect(history.end?.resultsDigest == digest.hexadecimal)
    }

    @Test("whichever bit is flipped, the journal is not believed", arguments: 0..<8)
    func flips(_ bit: Int) throws {
        let bytes = Array(try Self.text().utf8)
        for index in bytes.indices where index % 3 == bit % 3 {
            var flipped = bytes
            flipped[index] ^= 1 << UInt8(bit)
            guard let reading = try? Self.read(flipped) else { continue }
            // The end of the last line is the one byte whose loss is that of the line alone.
            let isNoticed = !reading.history.flaws.isEmpty || (index == bytes.count - 1 && reading.tornBytes > 0)
            #expect(isNoticed || reading.tornBytes > 0 && flipped[index] == 0, "byte \(index) became \(flipped[index])")
        }
    }

    /// What is done to the lines of a journal, and what the contradiction says first.
    static let changes: [(change: @Sendable ([String]) -> [String], words: String)] = [
        ({ $0.map { $0.replacing("n03", with: "n13") } }, "line 2: a line was changed, added or lost"),
        ({ Array($0.prefix(1) + $0.dropFirst(2)) }, "line 2: a line was changed, added or lost"),
        ({ $0.prefix(4) + [$0[3]] + $0.dropFirst(4) }, "line 5: a line was changed, added or lost"),
        ({ $0.prefix(5) + [#"{"schema":1,"type":"loop_note"}"#] + $0.dropFirst(5) }, "line 6: it has no 'chain'"),
        (
            { [$0[0].replacing(",\"chain\"", with: ",\"chaim\"")] + $0.dropFirst() },
            "line 2: a line was changed, added or lost"
        ),
        (
            { lines in lines.map { $0.replacing("\"exitCode\":0", with: "\"exitCode\":3") } },
            "line 6: a line was changed"
        ),
    ]

    @Test("a line that was changed, lost or added is told by its number", arguments: changes.indices)
    func tells(_ index: Int) throws {
        let (change, words) = Self.changes[index]
        let lines = try Self.text().split(separator: "\n" as Character).map(String.init)
        let history = try Self.read(Array(change(lines).map { "\($0)\n" }.joined().utf8)).history
        let flaw = try #require(history.flaws.named.first)
        #expect(flaw.hasPrefix(words))
        var start = RunStart.sample()
        start.manifestDigest = "abc"
        let error = #expect(throws: JournalError.self) {
            try history.check(name: start.name, digest: "abc", place: start.calledPlace)
        }
        guard case .contradictory = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }

    @Test("wherever a journal was cut, the run goes on behind its last whole line")
    func cuts() throws {
        let bytes = Array(try Self.text().utf8)
        let firstLine = try #require(bytes.firstIndex(of: UInt8(ascii: "\n"))) + 1
        for count in stride(from: firstLine, through: bytes.count, by: 7) {
            try TemporaryDirectory.lend { directory in
                let path = directory.file("run.jsonl")
                do {
                    let sink = try EvidenceFile.create(at: path)
                    try sink.write(Array(bytes.prefix(count)))
                    try sink.flush()
                }
                let file = try JournalFile(path: path, isContinued: true)
                #expect(file.reading.history.flaws.isEmpty)
                var journal = try file.continued(
                    by: RunResumption(
                        runID: "run-1",
                        version: "1",
                        segment: 2,
                        droppedBytes: file.reading.tornBytes,
                        resumedAt: .sample
                    )
                )
                try journal.write(.start(.sample()))
                try journal.write(.identities([]))
                try journal.commit(at: .sample)
                let history = try JournalHistory(text: try #require(directory.contents(of: "run.jsonl")))
                #expect(history.flaws.isEmpty && history.segments == 2, "\(history.flaws.named)")
            }
        }
    }

    @Test("a journal of an earlier version is read, and not gone on with")
    func earlierVersion() throws {
        let lines = try Self.text().split(separator: "\n" as Character).map { line in
            line.replacing(#/,"chain":"[0-9a-f]{16}"/#, with: "")
        }
        let history = try Self.read(Array(lines.prefix(4).map { "\($0)\n" }.joined().utf8)).history
        #expect(history.flaws.isEmpty && !history.isChained && history.outcomes[.deleted] == 1)
        var start = RunStart.sample()
        start.manifestDigest = "abc"
        let error = #expect(throws: JournalError.self) {
            try history.check(name: start.name, digest: "abc", place: start.calledPlace)
        }
        #expect(error?.description.contains("earlier version") ?? false)
    }
}
