import CleanupJournal
import FoundationEssentials
import Glibc
import HumanLoops
import Support
import Synchronization
import TestSupport

/// The disk of a chain's processes: it may be slow, full or broken, forgets what a killed process writes, and knows which
/// lines of a journal are safe.
final class SoakDisk: DiskConditions {
    /// What is known of a file that is written to.
    private struct OpenFile {
        /// Its path.
        let path: String
        /// How many bytes the disk has for good.
        var safeCount: Int
    }

    /// What the disk holds.
    private struct State {
        /// The files, by descriptor.
        var files: [Int32: OpenFile] = [:]
        /// The journals, in the order in which they were first written to.
        var journals: [String] = []
        /// The intents that are safe, by operation and name; the last one counts.
        var intents: [String: JournalLineView] = [:]
        /// The names of which it is safe which loop they stand for.
        var identities: Set<String> = []
        /// Writes and synchronizations so far.
        var writes = 0
        var syncs = 0
        /// Chance.
        var dice: Dice
    }

    /// The process that writes.
    private let process: SoakProcess
    /// What goes wrong.
    private let faults: Faults
    /// The clock.
    private let time: VirtualTime
    /// What the disk holds.
    private let state: Mutex<State>

    /// Makes the disk of one process.
    init(_ process: SoakProcess, _ faults: Faults, time: VirtualTime, seed: UInt64) {
        self.process = process
        self.faults = faults
        self.time = time
        state = Mutex(State(dice: Dice(seed: seed, purpose: UInt64(process.step) &+ 1_000)))
    }

    /// The journals that the process wrote to.
    var journals: [String] { state.withLock { $0.journals } }

    /// The names of which the disk has for good which loop they stand for.
    var identities: Set<String> { state.withLock { $0.identities } }

    /// The evidence of a call that the disk has for good; nil when it has none.
    func evidence(of operation: HumanLoopOperation, _ name: String) -> JournalLineView? {
        state.withLock { $0.intents["\(operation.rawValue) \(name)"] }
    }

    /// Loses what no disk has, as when the power fails.
    func losePower() {
        for file in state.withLock({ Array($0.files.values) }) where file.path.hasSuffix(".jsonl") {
            guard let size = Self.size(of: file.path), size > file.safeCount else { continue }
            let kept = state.withLock { $0.dice.number(file.safeCount...size) }
            _ = unsafe truncate(file.path, off_t(kept))
        }
    }

    func opened(_ path: String, as descriptor: Int32) {
        let size = Self.size(of: path) ?? 0
        state.withLock { state in
            state.files[descriptor] = OpenFile(path: path, safeCount: size)
        }
    }

    func taken(of count: Int, by descriptor: Int32) -> Int {
        guard !process.isDead else { return -5 }
        let (number, isSlow, path) = state.withLock { state in
            state.writes += 1
            let path = state.files[descriptor]?.path
            if let path, path.hasSuffix(".jsonl"), !state.journals.contains(path) { state.journals.append(path) }
            return (state.writes, state.dice.happens(faults.slowWrites), path)
        }
        guard let path else { return count }
        if isSlow { time.pass(faults.slowWrite) }
        if let limit = faults.diskFailsAfter, number > limit { return -Int(faults.diskFailure) }
        if path.hasSuffix(".jsonl"), let share = process.shareTaken(ofWrite: number) { return count * share / 100 }
        return count
    }

    func failureToSynchronize(_ descriptor: Int32) -> Int32? {
        guard !process.isDead else { return 5 }
        let (number, isSlow, file) = state.withLock { state in
            state.syncs += 1
            return (state.syncs, state.dice.happens(faults.slowWrites), state.files[descriptor])
        }
        guard let file else { return nil }
        if isSlow { time.pass(faults.slowWrite) }
        if let limit = faults.syncFailsAfter, number > limit { return faults.diskFailure }
        if Planted.current == .skipsSynchronization { return nil }
        let size = Self.size(of: file.path) ?? 0
        let lines = file.path.hasSuffix(".jsonl") ? Self.lines(of: file.path, from: file.safeCount) : []
        state.withLock { state in
            state.files[descriptor]?.safeCount = size
            for line in lines where line.type == "loop_identity" { state.identities.insert(line.name ?? "") }
            for line in lines where line.type == "loop_intent" {
                state.intents["\(line.operation ?? "") \(line.name ?? "")"] = line
            }
        }
        return nil
    }

    func failureToChange(_ path: String?) -> Int32? {
        process.isDead ? 5 : nil
    }

    /// The length of a file; nil when there is none.
    private static func size(of path: String) -> Int? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// Reads the whole lines of a journal behind so many bytes; what is no line of JSON is left out.
    static func lines(of path: String, from offset: Int = 0) -> [JournalLineView] {
        guard let data = FileManager.default.contents(atPath: path), data.count > offset else { return [] }
        return data[offset...].split(separator: UInt8(ascii: "\n")).compactMap {
            try? JSONDecoder().decode(JournalLineView.self, from: Data($0))
        }
    }
}
