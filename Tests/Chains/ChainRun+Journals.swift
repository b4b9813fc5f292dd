import FoundationEssentials

extension ChainRun {
    /// Looks that every journal that speaks of a changed loop is still there, and that a run can be resumed from any byte at
    /// which its journal is cut.
    func judgeJournals() {
        for path in Set(record.steps.flatMap(\.journals)).sorted() {
            guard !FileManager.default.fileExists(atPath: path) else { continue }
            if record.steps.contains(where: { $0.lines[path]?.contains { $0.type == "loop_intent" } ?? false }) {
                record.breaches.append(Breach(invariant: 11, kind: "evidence thrown away", story: "\(path) is gone"))
            }
        }
        let altered = chain.altersFiles
        guard !altered.manifest, !altered.journal, documents.count == 1, let bytes = ownJournal else { return }
        var dice = Dice(seed: chain.seed, purpose: 4_000)
        for _ in 1...2 { resume(bytes.prefix(dice.number(0...bytes.count))) }
    }

    /// What the journal of the last run holds that followed the manifest itself; nil when there is none.
    private var ownJournal: Data? {
        let runs = record.steps.filter { part in
            guard let run = part.run, !part.journals.isEmpty else { return false }
            return run.subject == .manifest && !run.followsPlan
        }
        return runs.last?.journals.first.flatMap { FileManager.default.contents(atPath: $0) }
    }

    /// Resumes a run from the beginning of its journal, on loops that nobody else sees.
    private func resume(_ bytes: Data) {
        let name = "cut.jsonl"
        try? bytes.write(to: URL(filePath: path(name)))
        let part = callOnCopy(["run", path("manifest.yaml"), "--yes", "--resume", "--report", "jsonl=\(path(name))"])
        if part.hasOverrun || ![0, 1, 3, 4, 5].contains(part.exitCode) {
            record.breaches.append(
                Breach(
                    invariant: 11,
                    kind: "no resume from a prefix: \(part.exitCode ?? -1)",
                    story: "from \(bytes.count) bytes: \(part.messages.suffix(300))"
                )
            )
        }
        try? FileManager.default.removeItem(atPath: path(name))
    }

    /// Looks that what the operator wrote is left alone, and that no run takes away what it was told to do while some is left.
    func judgeFiles(_ part: StepRecord) {
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
}
