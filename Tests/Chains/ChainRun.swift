import CleanupEngine
import CleanupJournal
import Commands
import FoundationEssentials
import HumanLoops
import Support
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
    var faults: Faults
    /// How far the machine's clock was set.
    var clockSet = Duration.zero
    /// The account of the credentials, and whether they tell it.
    var isOtherAccount = false
    var tellsAccount = true
    /// The documents of the manifest now.
    private(set) var documents: [Document]
    /// The lineages of journals and of the saved plan, and what the follow-up and the discovered manifest were made of.
    private var lineages: [String: Int] = [:]
    var planLineage = 0
    /// The manifest that the saved plan carries; nil where it names a list.
    var planManifest: String?
    var followUp: (lineage: Int, documents: [Document])?
    var discovered: (lineage: Int, documents: [Document])?

    /// The manifest as it was written.
    var manifestText = ""

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

    /// Takes down what a step's outcome means for the next ones.
    private func note(_ part: inout StepRecord) {
        switch part.step {
        case .plan where part.exitCode == 0:
            (planLineage, part.artefact) = (part.lineage, contents(of: path("plan.json")) ?? "")
            let namesList = documents.contains { $0.loops.contains(where: \.isListed) }
            planManifest = namesList ? nil : contents(of: path("manifest.yaml"))
        case .discover(let rule) where part.exitCode == 0:
            var plain = rule
            plain.settings = Settings()
            discovered = (part.lineage, [Document(name: "discovered", rules: [plain])])
            part.artefact = Planted.edited(part.results, .discovered)
            write(part.artefact, to: "found.yaml")
        case .run(let options):
            if part.exitCode != nil { for path in part.journals { part.lines[path] = SoakDisk.lines(of: path) } }
            // Journals that were there before are continued: this is a part of the same run, if it is one for all documents.
            let earlier = Set(part.journals.map { lineages[$0] })
            if earlier.count == 1, let lineage = earlier.first ?? nil { part.lineage = lineage }
            for journal in part.journals { lineages[journal] = lineages[journal] ?? part.lineage }
            guard options.writesFollowUp, options.subject == .manifest, part.exitCode != nil else { return }
            followUp = (part.lineage, part.documents)
            part.artefact = Planted.edited(contents(of: path("next-soak.yaml")) ?? "", .followUp)
            if !part.artefact.isEmpty { write(part.artefact, to: "next-soak.yaml") }
        default: break
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
    func contents(of path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Writes a file of the chain.
    func write(_ text: String, to name: String) {
        try? Data(text.utf8).write(to: URL(filePath: path(name)))
    }

    /// The path of a file of the chain.
    func path(_ name: String) -> String { "\(folder)/\(name)" }
}
