import FoundationEssentials

extension ChainRun {
    /// Looks that every journal that speaks of a changed loop is still there, and that a run can be resumed from any byte at
    /// which its journal is cut.
    func judgeJournals() {
        let journals = Set(record.steps.flatMap(\.journals))
        for path in journals.sorted() where !FileManager.default.fileExists(atPath: path) {
            if record.steps.contains(where: { $0.lines[path]?.contains { $0.type == "loop_intent" } ?? false }) {
                record.breaches.append(Breach(invariant: 11, kind: "evidence thrown away", story: "\(path) is gone"))
            }
        }
        let wasEdited = chain.steps.contains { if case .edit = $0.step { true } else { false } }
        let wasFlipped = chain.steps.contains { if case .flipBit = $0.step { true } else { false } }
        guard !wasEdited, !wasFlipped, documents.count == 1 else { return }
        let runs = record.steps.filter { $0.run.map { $0.subject == .manifest && !$0.followsPlan } ?? false }
        guard let journal = runs.last(where: { !$0.journals.isEmpty })?.journals.first,
            let bytes = FileManager.default.contents(atPath: journal)
        else { return }
        var dice = Dice(seed: chain.seed, purpose: 4_000)
        for _ in 1...2 { resume(bytes.prefix(dice.number(0...bytes.count))) }
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
