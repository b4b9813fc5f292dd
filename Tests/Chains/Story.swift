import HumanLoops

/// What happened in a chain, for a person who has to find the hole.
struct Story {
    /// What is known of the chain.
    private let record: ChainRecord
    /// What was not kept.
    private let breaches: [Breach]

    /// Makes the story of a chain.
    init(_ record: ChainRecord, _ breaches: [Breach]) {
        self.record = record
        self.breaches = breaches
    }

    /// The story, with a line for each call that changes a loop or is about one that does not keep its promise.
    var text: String {
        let chain = record.chain
        var lines = ["seed \(chain.seed)"]
        for document in chain.documents { lines.append("manifest: \(document.text(listFile: "list.txt"))") }
        if chain.altersFiles.manifest {
            for document in chain.editedDocuments {
                lines.append("edited manifest: \(document.text(listFile: "list.txt"))")
            }
        }
        for loop in chain.loops.prefix(40) {
            lines.append(
                "loop \(loop.name): flow-\(loop.flow) \(loop.status) age \(loop.age.seconds) held \(loop.heldFor?.seconds ?? "not")"
            )
        }
        lines.append("faults: \(faults)")
        for change in chain.changes.prefix(40) {
            lines.append(
                "change \(change.name): \(change.kind) in step \(change.step + 1) after \(change.after?.seconds ?? "nothing")"
            )
        }
        for part in record.steps {
            lines.append("step \(part.number + 1)\(part.isHealed ? " (healed)" : ""): \(part.step)")
            guard !part.arguments.isEmpty else { continue }
            lines.append("  loopsweep \(part.arguments.joined(separator: " "))")
            let calls = record.log.filter { $0.step == part.number }
            for call in calls.prefix(120) { lines.append("    \(line(of: call))") }
            lines.append(
                "  ended \(part.endedAt.seconds), exit code \(part.exitCode.map(String.init) ?? "none: killed"), run \(part.lineage)"
            )
            for line in part.messages.split(separator: "\n").filter({ $0.hasPrefix("loopsweep:") }) {
                lines.append("  | \(line)")
            }
        }
        for breach in breaches {
            lines.append("BREACH of invariant \(breach.invariant), \(breach.kind): \(breach.story)")
        }
        return lines.joined(separator: "\n")
    }

    /// The faults that are on.
    private var faults: String {
        let (plain, mirror) = (Mirror(reflecting: Faults.none), Mirror(reflecting: record.chain.faults))
        return zip(plain.children, mirror.children)
            .filter { "\($0.value)" != "\($1.value)" }
            .map { "\($1.label ?? ""): \($1.value)" }
            .joined(separator: ", ")
    }

    /// One call.
    private func line(of call: CallRecord) -> String {
        let told =
            switch call.answer {
            case .described(let loop):
                "\(loop.status) created \(loop.creationTime) in \(loop.flowDefinitionARN?.suffix(6) ?? "")"
            case .listed(let rows): "\(rows.count) rows: \(rows.prefix(8).map { "\($0.name.rawValue) \($0.status)" })"
            case .accepted: "accepted"
            case .failed(let error): "\(error.kind)"
            case nil: "no answer"
            }
        let truth = call.truth.map { " [truly \($0.status)]" } ?? ""
        return
            "\(call.calledAt.seconds) sent \(call.sentAt?.seconds ?? "never") \(call.operation.rawValue) \(call.name): \(told)\(truth)"
    }
}
