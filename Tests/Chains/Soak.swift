import FoundationEssentials
import Glibc
import HumanLoops
import Synchronization

/// Carries out chains of random seeds, and shows each promise that was not kept, with the command that replays it.
@main
struct Soak {
    /// What was counted.
    struct Counts: Sendable {
        var passed = 0, failed = 0, kills = 0, runs = 0, resumes = 0, followUps = 0, calls = 0, mutations = 0
        /// How often each kind of breach was met, and the first seed.
        var kinds: [String: (count: Int, seed: UInt64)] = [:]

        /// Adds a chain.
        mutating func add(_ record: ChainRecord, _ breaches: [Breach]) {
            if breaches.isEmpty { passed += 1 } else { failed += 1 }
            for part in record.steps where part.run != nil && !part.arguments.isEmpty {
                runs += 1
                if part.exitCode == nil { kills += 1 }
                if part.run?.isResumed == true { resumes += 1 }
                if part.run?.subject == .followUp { followUps += 1 }
            }
            calls += record.log.count
            mutations += record.log.count { $0.operation.isMutating && $0.sentAt != nil }
            for breach in breaches {
                let kind = "invariant \(breach.invariant): \(breach.kind)"
                kinds[kind] = ((kinds[kind]?.count ?? 0) + 1, kinds[kind]?.seed ?? record.chain.seed)
            }
        }
    }

    /// Reads the command line and soaks.
    static func main() async {
        let options = SoakOptions(CommandLine.arguments.dropFirst())
        if let bug = options.planted, let planted = Planted(rawValue: bug) { Planted.plant(planted) }
        if let seed = options.replay {
            let (record, breaches) = run(Chain(drawnFrom: seed), worker: 0)
            say(Story(record, breaches).text)
            exit(breaches.isEmpty ? 0 : 1)
        }
        let next = Mutex(options.seeds.lowerBound)
        let end = options.seeds.upperBound
        let began = ContinuousClock.now
        let counts = Mutex(Counts())
        let threads = (0..<options.workers).map { worker in
            Worker {
                while true {
                    let seed = next.withLock { seed in
                        defer { seed += 1 }
                        return seed
                    }
                    if seed > end || options.limit.map({ ContinuousClock.now - began > $0 }) ?? false { return }
                    if options.planted != nil, counts.withLock({ $0.failed > 0 }) { return }
                    let (record, all) = run(Chain(drawnFrom: seed), worker: worker)
                    let breaches = all.filter { breach in
                        Planted.current?.signs.contains { breach.kind.hasPrefix($0) } ?? true
                    }
                    let isNew = counts.withLock { counts in
                        let isNew = breaches.contains { counts.kinds["invariant \($0.invariant): \($0.kind)"] == nil }
                        counts.add(record, breaches)
                        return isNew
                    }
                    if isNew { show(seed, breaches, options, worker) }
                }
            }
        }
        for thread in threads { thread.join() }
        let total = counts.withLock { $0 }
        for (kind, found) in total.kinds.sorted(by: { $0.value.count > $1.value.count }) {
            say("\(found.count) × \(kind) (first: seed \(found.seed))")
        }
        say(
            """
            \(total.passed + total.failed) chains, \(total.runs) runs, \(total.kills) kills, \(total.resumes) resumes, \
            \(total.followUps) follow-ups, \(total.calls) calls, \(total.mutations) of them mutating
            \(total.passed) passed, \(total.failed) failed
            """
        )
        exit(total.failed == 0 ? 0 : 1)
    }

    /// Carries a chain out in a folder of its own, and audits it.
    static func run(_ chain: Chain, worker: Int) -> (ChainRecord, [Breach]) {
        let folder = "\(SoakOptions.root)/\(ProcessInfo.processInfo.processIdentifier)-\(worker)"
        try? FileManager.default.removeItem(atPath: folder)
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Whoever starts the soak is told by this file which seed ended the process, should one do so.
        try? Data("\(chain.seed)\n".utf8).write(to: URL(filePath: "\(folder).seed"))
        defer {
            try? FileManager.default.removeItem(atPath: folder)
            try? FileManager.default.removeItem(atPath: "\(folder).seed")
        }
        let record = ChainRun(chain, folder: folder).carryOut()
        var judge = Judge(record)
        return (record, judge.judge())
    }

    /// Shows a chain that failed, made as small as it can be.
    private static func show(_ seed: UInt64, _ breaches: [Breach], _ options: SoakOptions, _ worker: Int) {
        var text = breaches.map { "seed \(seed): invariant \($0.invariant), \($0.kind): \($0.story)" }
        if options.shrinks, let kind = breaches.first?.kind {
            let small = Shrinking(kind, worker: worker).smallest(of: Chain(drawnFrom: seed))
            let (record, breaches) = run(small, worker: worker)
            text.append("shrunk:\n\(Story(record, breaches).text)")
        }
        text.append("replay: Tests/soak --replay \(seed)\n")
        say(text.joined(separator: "\n"))
    }

    /// Writes a line to standard output at once.
    static func say(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = unsafe bytes.withUnsafeBytes { unsafe write(1, $0.baseAddress, $0.count) }
    }
}
