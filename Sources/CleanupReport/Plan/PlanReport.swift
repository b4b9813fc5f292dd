package import CleanupEngine
package import CleanupJournal
package import HumanLoops
package import Support

/// A plan as it is shown, at one moment.
package struct PlanReport {
    let plan: CleanupPlan
    let place: CalledPlace
    /// The moment from which ages are counted.
    let now: Timestamp
    /// Whether the run that shows it deletes nothing.
    let isStopOnly: Bool

    package init(_ plan: CleanupPlan, at place: CalledPlace, now: Timestamp, isStopOnly: Bool = false) {
        self.plan = plan
        self.place = place
        self.now = now
        self.isStopOnly = isStopOnly
    }

    /// Writes the plan and flushes the sink, which is not finished: a run may have more to say.
    ///
    /// Text names the first loops of each group of a long plan, or all of them (`showsAll`).
    package func write(
        _ format: ResultFormat,
        layout: TextLayout,
        showsAll: Bool = false,
        to sink: any ByteSink
    ) throws(ReportWriteError) {
        switch format {
        case .text: try writeText(in: layout, showsAll: showsAll, to: sink)
        case .json:
            let whole = { (json: inout JSONWriter) in
                identify(in: &json)
                conclude(in: &json)
            }
            try sink.writeDocument("plan", whole, loops: plan.loops) { $0.members(of: $1) }
        case .jsonl: try writeLines(to: sink)
        }
        try sink.flush()
    }

    /// How many loops are proposed for what; proposals of no loop are absent.
    var counts: [LoopProposal: Int] { plan.loops.reduce(into: [:]) { $0[$1.proposal, default: 0] += 1 } }

    /// Writes `plan_start`, a `plan_loop` for each loop, and `plan_end`.
    private func writeLines(to sink: any ByteSink) throws(ReportWriteError) {
        var json = JSONWriter()
        json.line("plan_start", identify)
        try sink.write(json.take())
        for loop in plan.loops {
            json.line("plan_loop") { $0.members(of: loop) }
            try sink.write(json.take())
        }
        json.line("plan_end", conclude)
        try sink.write(json.take())
    }

    private func identify(in json: inout JSONWriter) {
        json.member("name", plan.name)
        json.member("at", now)
        json.member("account", place.account)
        json.member("region", place.region)
        json.member("endpoint", place.endpoint)
        json.member("simulated", place.isSimulated)
        json.member("loopCount", plan.loops.count)
    }

    private func conclude(in json: inout JSONWriter) {
        let counts = counts
        json.object("counts") { json in
            for proposal in LoopProposal.reportOrder {
                json.member(proposal.outcome?.rawValue ?? proposal.reportCode, counts[proposal, default: 0])
            }
        }
        if !plan.findings.isEmpty { json.member("rules", plan.findings) }
        json.array("breaches", of: plan.breaches) { json, breach in
            json.object { json in
                json.member("key", breach.key)
                json.member("message", breach.message)
            }
        }
        json.member("halt", plan.stopReason)
        json.member("calls", plan.calls)
    }
}

extension JSONWriter {
    fileprivate mutating func members(of planned: PlannedLoop) {
        member("name", planned.name)
        member("manifestLine", planned.manifestLine)
        member("manifestFile", planned.manifestFile)
        member("rule", planned.rule.map { $0 + 1 })
        member("stays", planned.keptInstead)
        member("reason", planned.reason)
        member("proposal", planned.proposal.reportCode)
        member("outcome", planned.proposal.outcome?.rawValue)
        member("explanation", planned.explanation)
        if let loop = planned.loop { evidence(of: loop) }
        member("error", planned.problem)
    }
}
