import CleanupEngine
import CleanupJournal
import Glibc
import ReportTestSupport
@testable import Support
import Testing

/// A buffered output over a system that plays its moods.
@Suite("FileDescriptorSink")
struct FileDescriptorSinkTests {
    /// Makes a sink over a scripted system.
    private static func sink(_ calls: ScriptedCalls, _ ownership: FileDescriptorSink.Ownership = .borrowed)
        -> FileDescriptorSink
    {
        FileDescriptorSink(descriptor: 9, path: "out.jsonl", ownership: ownership, calls: calls)
    }

    /// So many bytes that tell their places.
    private static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) } }

    @Test("bytes are held back until they are many, or flushed")
    func holdsBack() throws {
        let calls = ScriptedCalls()
        let sink = Self.sink(calls)
        try sink.write(Self.bytes(OutputBuffer.capacity))
        #expect(calls.bytes.isEmpty)
        try sink.write([1])
        #expect(calls.bytes == Self.bytes(OutputBuffer.capacity))
        try sink.flush()
        #expect(calls.bytes == Self.bytes(OutputBuffer.capacity) + [1])
        try sink.flush()
        #expect(calls.bytes.count == OutputBuffer.capacity + 1)
    }

    @Test(
        "whatever the system's mood, every byte arrives once and in order",
        arguments: [
            [], [.take(1), .take(2), .take(70_000)], [.fail(EINTR), .take(3), .fail(EINTR)],
            [.fail(EAGAIN), .take(1), .fail(EAGAIN), .fail(EAGAIN)],
        ] as [[ScriptedCalls.Answer]],
        [5, 65_536, 65_537, 1_000_000]
    )
    func arrivesWhole(_ answers: [ScriptedCalls.Answer], _ count: Int) throws {
        let calls = ScriptedCalls(answers)
        let sink = Self.sink(calls)
        try sink.write([7, 8, 9])
        try sink.write(Self.bytes(count))
        try sink.finish()
        #expect(calls.bytes == [7, 8, 9] + Self.bytes(count))
        #expect(calls.syncs == 1)
        let putOff = answers.filter { if case .fail(EAGAIN) = $0 { true } else { false } }
        #expect(calls.waits == putOff.count)
    }

    @Test("a reader that is gone ends the output without an error, once and for all")
    func readerGone() throws {
        let calls = ScriptedCalls([.take(2), .fail(EPIPE)])
        let sink = Self.sink(calls)
        try sink.write(Self.bytes(10))
        #expect(!sink.isReaderGone)
        try sink.flush()
        #expect(sink.isReaderGone)
        try sink.write(Self.bytes(100_000))
        try sink.finish()
        #expect(calls.bytes == Self.bytes(2))
        #expect(calls.syncs == 0)
    }

    @Test("any other trouble is thrown, then and ever after", arguments: [ENOSPC, EIO, EBADF, EFBIG, EDQUOT])
    func breaks(_ code: Int32) throws {
        let calls = ScriptedCalls([.take(4), .fail(code)])
        let sink = Self.sink(calls)
        let error = ReportWriteError(path: "out.jsonl", problem: .writing(SystemCallError(code: code)))
        try sink.write(Self.bytes(10))
        #expect(throws: error) { try sink.flush() }
        #expect(throws: error) { try sink.flush() }
        #expect(throws: error) { try sink.write(Self.bytes(100_000)) }
        #expect(throws: error) { try sink.finish() }
        #expect(calls.bytes == Self.bytes(4))
        #expect(error.exitCode == .cannotWrite)
    }

    @Test("a device that takes nothing and gives no reason is not written to for ever")
    func takesNothing() throws {
        let sink = Self.sink(ScriptedCalls([.take(0)]))
        try sink.write([1])
        #expect(throws: ReportWriteError(path: "out.jsonl", problem: .writing(SystemCallError(code: EIO)))) {
            try sink.flush()
        }
    }

    @Test("what has no disk cannot fail to reach it", arguments: [EINVAL, EROFS, ENOTSUP])
    func nothingToSynchronize(_ code: Int32) throws {
        let sink = Self.sink(ScriptedCalls(syncFailure: code))
        try sink.write([1])
        try sink.synchronize()
        try sink.finish()
    }

    @Test("a disk that fails to synchronize a file breaks the output", arguments: [EIO, EROFS, ENOTSUP, EINVAL])
    func failsToSynchronize(_ code: Int32) throws {
        let sink = Self.sink(ScriptedCalls(syncFailure: code, isFile: true))
        let error = ReportWriteError(path: "out.jsonl", problem: .writing(SystemCallError(code: code)))
        #expect(throws: error) { try sink.synchronize() }
        #expect(throws: error) { try sink.flush() }
    }

    /// What is done to a file behind the back of the one who writes it, and what he is told.
    static let changes: [(change: @Sendable (inout SystemCalls.FileStatus) -> Void, ReportWriteError.Problem?)] = [
        ({ $0.links = 0 }, .removed), ({ $0.size = 4 }, .cut), ({ $0.size = 0 }, .cut), ({ $0.size += 100 }, nil),
        ({ $0.links = 2 }, nil),
    ]

    @Test(
        "a file that is removed or cut while it is written is told at the next synchronization",
        arguments: changes.indices
    )
    func guards(_ index: Int) throws {
        let (change, problem) = Self.changes[index]
        let calls = ScriptedCalls(isFile: true)
        calls.change { $0.size = 100 }
        let sink = Self.sink(calls, .owned)
        try sink.write(Self.bytes(10))
        try sink.synchronize()
        calls.change(change)
        try sink.write(Self.bytes(3))
        guard let problem else { return try sink.synchronize() }
        let error = ReportWriteError(path: "out.jsonl", problem: problem)
        #expect(throws: error) { try sink.synchronize() }
        #expect(throws: error) { try sink.write(Self.bytes(100_000)) }
        #expect(error.exitCode == .cannotWrite)
    }

    @Test("what somebody else opened is theirs to cut or remove")
    func borrowed() throws {
        let calls = ScriptedCalls(isFile: true)
        let sink = Self.sink(calls, .borrowed)
        try sink.write(Self.bytes(10))
        calls.change { $0.links = 0 }
        try sink.finish()
    }

    @Test(
        "only an owned descriptor is given back",
        arguments: [(.owned, [9]), (.borrowed, [])] as [(FileDescriptorSink.Ownership, [Int32])]
    )
    func closes(_ ownership: FileDescriptorSink.Ownership, _ closed: [Int32]) {
        let calls = ScriptedCalls()
        do { _ = Self.sink(calls, ownership) }
        #expect(calls.closed == closed)
    }

    @Test("a full device says so in the system's words")
    func fullDevice() throws {
        let sink = try ReplacedFile.create(at: "/dev/full", replacing: nil)
        try sink.write([1])
        let error = #expect(throws: ReportWriteError.self) { try sink.finish() }
        #expect(error?.description == "cannot write to '/dev/full': No space left on device")
    }
}
