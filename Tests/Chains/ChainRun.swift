import CleanupEngine
import CleanupReport
import Commands
import FoundationEssentials
import HumanLoops
import Synchronization
import TestSupport

/// Carries a chain out: real command lines, real files, and virtual time, service, disk, operator and signals.
final class ChainRun {
    /// The longest time that a command may take: more than any wait that a manifest asks for.
    static let longestStep = Duration.seconds(6 * 3_600)

    /// The chain.
    let chain: Chain
    /// The folder of its files.
    let folder: String
    /// The clock.
    let time = VirtualTime()
    /// The loops.
    var estate: SoakEstate
    /// What is known so far.
    var record: ChainRecord
    /// What goes wrong now.
    private var faults: Faults
    /// How far the machine's clock was set.
    private var clockSet = Duration.zero
    /// The account of the credentials, and whether they tell it.
    private var isOtherAccount = false
    private var tellsAccount = true
    /// The documents of the manifest now.
    private(set) var documents: [Document]
    /// The lineages of journals and of the saved plan, and what the follow-up and the discovered manifest were made of.
    private var lineages: [String: Int] = [:]
    private var planLineage = 0
    private var followUp: (lineage: Int, documents: [Document])?
    private var discovered: (lineage: Int, documents: [Document])?

    /// The manifest as it was written.
    private var manifestText = ""

    /// Prepares a chain in a folder that is empty.
    init(_ chain: Chain, folder: String) {
        self.chain = chain
        self.folder = folder
        estate = SoakEstate(chain)
        record = ChainRecord(chain: chain)
        faults = chain.faults
        documents = chain.documents
    }

    /// Carries out all steps, then heals everything and brings the chain to its end.
    func carryOut() -> ChainRecord {
        writeManifest()
        for (number, step) in chain.steps.enumerated() {
            pass(step.pause)
            let before = chain.changes.filter { $0.step == number }
            let now = time.now.offset
            estate.expect(before.map { (now + ($0.after ?? .zero), $0) })
            carryOut(step.step, isHealed: false)
        }
        heal()
        judgeJournals()
        record.log = estate.log
        record.histories = estate.histories
        return record
    }

    /// Lets everything be well again, and runs the manifest until there is nothing more to do.
    private func heal() {
        faults = .none
        isOtherAccount = false
        tellsAccount = true
        clockSet = .zero
        estate.heal(at: time.now.offset)
        var options = RunOptions()
        options.isResumed = true
        for _ in 1...3 {
            pass(.seconds(30))
            carryOut(.run(options), isHealed: true)
            let code = record.steps.last?.exitCode
            options.isResumed = code == 3
            if code == 0, record.steps.last?.arguments.contains("--resume") == false { break }
        }
        carryOut(.verifyManifest, isHealed: true)
    }

    /// Lets time pass between two steps.
    private func pass(_ duration: Duration) {
        let time = time
        time.run { try? await time.sleep(for: duration) }
    }

    /// Does one thing.
    private func carryOut(_ step: Step, isHealed: Bool) {
        var part = StepRecord(number: record.steps.count, step: step, isHealed: isHealed)
        part.beganAt = time.now.offset
        part.documents = documents
        part.lineage = part.number + 1
        part.isOtherAccount = isOtherAccount
        switch step {
        case .edit:
            documents = chain.editedDocuments
            writeManifest()
        case .setClock(let offset):
            clockSet += offset
        case .changeAccount(let isTold):
            isOtherAccount.toggle()
            tellsAccount = isTold
        case .flipBit(let place):
            flipBit(place)
        case .declinedRuns(let count):
            var options = RunOptions()
            (options.thinks, options.consents) = (.zero, false)
            for _ in 1...count {
                pass(.seconds(1))
                carryOut(.run(options), isHealed: isHealed)
            }
            return
        case .plan, .discover, .verifyManifest, .verifyReport, .run:
            guard let arguments = arguments(for: step, &part) else { break }
            part.arguments = arguments
            call(&part)
            note(&part)
            judgeFiles(part)
        }
        part.endedAt = time.now.offset
        record.steps.append(part)
    }

    /// The command line of a step, and what is known of it beforehand.
    ///
    /// - Returns: nil when there is nothing to do it with.
    private func arguments(for step: Step, _ part: inout StepRecord) -> [String]? {
        let quiet = ["--progress", "none", "--color", "never"]
        switch step {
        case .plan: return ["plan", path("manifest.yaml"), "--out", path("plan.json")] + quiet
        case .verifyManifest: return ["verify", path("manifest.yaml")] + quiet
        case .verifyReport: return lastJournal.map { ["verify", $0] + quiet }
        case .discover(let rule):
            var words = ["discover", "--flow-definition", World.flow(rule.flow)] + quiet
            for status in rule.statuses { words += ["--status", "\(status)"] }
            if let age = rule.olderThan { words += ["--older-than", "\(age.components.seconds)s"] }
            if let age = rule.newerThan { words += ["--newer-than", "\(age.components.seconds)s"] }
            if let prefix = rule.prefix { words += ["--matching", "^\(prefix)"] }
            if let keep = rule.keep { words += ["--duplicates-by", "^(.+)-[0-9]+$", "--keep", keep] }
            var plain = rule
            plain.settings = Settings()
            discovered = (part.lineage, [Document(name: "discovered", rules: [plain])])
            return words
        case .run(let options): return runArguments(options, &part).map { $0 + quiet }
        case .edit, .flipBit, .declinedRuns, .setClock, .changeAccount: return nil
        }
    }

    /// The command line of a run.
    private func runArguments(_ options: RunOptions, _ part: inout StepRecord) -> [String]? {
        let file: String
        switch options.subject {
        case .manifest: file = path("manifest.yaml")
        case .followUp:
            file = path("next-soak.yaml")
            guard let followUp else { return nil }
            (part.lineage, part.documents) = followUp
        case .discovered:
            file = path("found.yaml")
            guard let discovered else { return nil }
            (part.lineage, part.documents) = discovered
        }
        guard let text = contents(of: file) else { return nil }
        if options.subject != .manifest { part.written = text }
        var words = ["run", file, "--state-dir", path("state")]
        if options.thinks == nil { words.append("--yes") }
        if options.isResumed { words.append("--resume") }
        if options.followsPlan {
            guard contents(of: path("plan.json")) != nil else { return nil }
            words += ["--plan", path("plan.json")]
            part.lineage = planLineage
        }
        if options.isStopOnly { words.append("--stop-only") }
        if options.writesFollowUp { words += ["--follow-up", path("next-{name}.yaml")] }
        if let deadline = options.deadline { words += ["--deadline", "\(max(1, deadline.components.seconds))s"] }
        return words
    }

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
    private func call(_ part: inout StepRecord) {
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
            return CommandEnvironment.Service(
                Planted.service(service, ahead: ahead, time: time),
                account: account,
                region: World.region,
                endpoint: World.endpoint
            )
        }
        environment.makeGenerator = { SeededGenerator(seed: seed) }
        environment.makeRunID = {
            let bits = String(ids.withLock { $0.bits() }, radix: 16)
            return String(repeating: "0", count: 16 - bits.count) + bits
        }
        return environment
    }

    /// Takes down what a step's outcome means for the next ones.
    private func note(_ part: inout StepRecord) {
        switch part.step {
        case .plan where part.exitCode == 0:
            (planLineage, part.artefact) = (part.lineage, contents(of: path("plan.json")) ?? "")
        case .discover where part.exitCode == 0:
            part.artefact = Planted.edited(part.results, .discovered)
            write(part.artefact, to: "found.yaml")
        case .run(let options):
            if part.exitCode != nil { for path in part.journals { part.lines[path] = SoakDisk.lines(of: path) } }
            for journal in part.journals {
                // A journal that was there before is continued: this is a part of the same run.
                part.lineage = lineages[journal] ?? part.lineage
                lineages[journal] = part.lineage
            }
            guard options.writesFollowUp, options.subject == .manifest, part.exitCode != nil else { return }
            followUp = (part.lineage, part.documents)
            part.artefact = Planted.edited(contents(of: path("next-soak.yaml")) ?? "", .followUp)
            if !part.artefact.isEmpty { write(part.artefact, to: "next-soak.yaml") }
        default: break
        }
    }

    /// Looks that what the operator wrote is left alone, and that no run takes away what it was told to do while some is left.
    private func judgeFiles(_ part: StepRecord) {
        if contents(of: path("manifest.yaml")) != manifestText {
            record.breaches.append(
                Breach(invariant: 10, kind: "manifest overwritten", story: "step \(part.number + 1)")
            )
        }
        if part.run?.subject == .followUp, let code = part.exitCode, [1, 3].contains(code),
            contents(of: path("next-soak.yaml")) == nil
        {
            record.breaches.append(
                Breach(
                    invariant: 10,
                    kind: "manifest of a run removed",
                    story: "step \(part.number + 1), exit code \(code)"
                )
            )
        }
    }

    /// The journal that was written to last; nil when there is none.
    var lastJournal: String? { record.steps.last { !$0.journals.isEmpty }?.journals.first }

    /// Flips one bit of the journal that was written to last.
    private func flipBit(_ place: Int) {
        guard let path = lastJournal, var bytes = FileManager.default.contents(atPath: path), !bytes.isEmpty else {
            return
        }
        bytes[min(bytes.count - 1, bytes.count * place / 1_000_000)] ^= UInt8(1 << (place % 7))
        try? bytes.write(to: URL(filePath: path))
    }

    /// Writes the manifest and its list.
    private func writeManifest() {
        var names: Set<String> = []
        let list = documents.map(\.listText).joined()
        write(list, to: "list.txt")
        let texts = documents.enumerated().map { index, document in
            names.insert(document.name)
            return document.text(listFile: index == 0 ? "list.txt" : "list-2.txt")
        }
        write(documents.last?.listText ?? "", to: "list-2.txt")
        write(documents.first?.listText ?? "", to: "list.txt")
        manifestText = Planted.edited(texts.joined(separator: "---\n"), .manifest)
        write(manifestText, to: "manifest.yaml")
    }

    /// The text of a file; nil when there is none.
    private func contents(of path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes a file of the chain.
    func write(_ text: String, to name: String) {
        try? Data(text.utf8).write(to: URL(filePath: path(name)))
    }

    /// The path of a file of the chain.
    func path(_ name: String) -> String { "\(folder)/\(name)" }
}
