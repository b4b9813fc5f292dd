import CleanupEngine
import CleanupJournal
import Commands
import HumanLoops
import Support
import Synchronization
import TestSupport

extension ChainRun {
    /// Calls a command on a copy of the loops, which is forgotten afterwards.
    func callOnCopy(_ words: [String]) -> StepRecord {
        let kept = estate
        defer { estate = kept }
        estate = SoakEstate(copying: kept)
        var part = StepRecord(number: record.steps.count, step: .verifyReport, isHealed: true)
        part.arguments = words + ["--state-dir", path("state"), "--progress", "none", "--color", "never"]
        call(&part)
        return part
    }

    /// Calls a command in a process of its own.
    func call(_ part: inout StepRecord) {
        let options = part.run
        let process = SoakProcess(step: part.number, kill: options?.kill)
        let disk = SoakDisk(process, faults, time: time, seed: chain.seed)
        let service = SoakService(
            estate,
            process,
            disk,
            faults,
            time: time,
            seed: chain.seed,
            isOtherAccount: isOtherAccount
        )
        let (results, messages) = (MemorySink(), MemorySink())
        let consentedAt = Mutex<Duration?>(options?.thinks == nil ? part.beganAt : nil)
        var environment = environment(service, process, seed: chain.seed &+ UInt64(part.number))
        (environment.results, environment.messages) = (results, messages)
        if let options, let thinks = options.thinks {
            let time = time
            environment.consent = { _ in
                try? await time.sleep(for: thinks)
                guard options.consents || Planted.current == .assumesConsent else { return false }
                if options.consents { consentedAt.withLock { $0 = $0 ?? time.now.offset } }
                return true
            }
        }
        let (time, arguments, skippedBefore, ready) = (time, part.arguments, time.skipped, environment)
        part.exitCode = time.run {
            await withTaskGroup(of: Int32?.self) { group in
                group.addTask { await Disk.$conditions.withValue(disk) { await ready.carryOut(arguments) } }
                Self.schedule(process, options, time, in: &group)
                for await case let code? in group {
                    group.cancelAll()
                    return code
                }
                return -1
            }
        }
        if process.isDead { part.exitCode = nil }
        if options?.losesPower == true, process.isDead { disk.losePower() }
        part.hasOverrun = process.hasOverrun
        part.consentedAt = consentedAt.withLock { $0 }
        part.signalledAt = options?.signalAfter.map { part.beganAt + $0 }
        part.journals = disk.journals
        part.identities = disk.identities
        part.skipped = time.skipped - skippedBefore
        part.results = String(decoding: results.bytes, as: UTF8.self)
        part.messages = String(decoding: messages.bytes, as: UTF8.self)
    }

    /// Lets a process be killed or signalled at its time, and be killed when it would not end.
    private static func schedule(
        _ process: SoakProcess,
        _ options: RunOptions?,
        _ time: VirtualTime,
        in group: inout TaskGroup<Int32?>
    ) {
        func after(_ duration: Duration, _ body: @escaping @Sendable () -> Void) {
            group.addTask {
                do { try await time.sleep(for: duration) } catch { return nil }
                body()
                return nil
            }
        }
        after(longestStep) { process.die(isOverrun: true) }
        if case .after(let moment) = options?.kill { after(moment) { process.die() } }
        if let moment = options?.signalAfter, Planted.current != .ignoresSignals {
            after(moment) { process.raise(.interrupt) }
        }
    }

    /// The environment of a command.
    private func environment(_ service: SoakService, _ process: SoakProcess, seed: UInt64) -> CommandEnvironment {
        let (time, ahead, connecting) = (time, faults.skew + clockSet, faults.connecting)
        // That keys which do not tell their account are shown to be of it is the client's work, behind this seam.
        let account = isOtherAccount ? World.otherAccount : tellsAccount ? World.account : nil
        let ids = Mutex(Dice(seed: seed, purpose: 3_000))
        var environment = CommandEnvironment()
        environment.clock = Planted.clock(
            elapsed: { time.now.offset },
            sleep: { try await time.sleep(for: $0 - time.now.offset, tolerance: $1) }
        )
        environment.now = { World.beginning + time.now.offset + ahead }
        environment.variables = ["HOME": folder]
        environment.takeStopRequest = { process.take($0) }
        environment.connect = { _ in
            try? await time.sleep(for: connecting)
            let planted = Planted.service(service, ahead: ahead, time: time)
            return (planted, account: account, region: World.region, endpoint: World.endpoint)
        }
        environment.makeGenerator = { SeededGenerator(seed: seed) }
        environment.makeRunID = {
            let bits = String(ids.withLock { $0.bits() }, radix: 16)
            return String(repeating: "0", count: 16 - bits.count) + bits
        }
        return environment
    }
}
