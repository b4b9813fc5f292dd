package import CleanupEngine
package import HumanLoops

/// A plan as it is shown, at one moment.
package struct PlanReport {
    /// The plan.
    private let plan: CleanupPlan
    /// The moment from which ages are counted.
    private let now: Timestamp

    /// Makes the report of a plan.
    package init(_ plan: CleanupPlan, now: Timestamp) {
        self.plan = plan
        self.now = now
    }

    /// Writes the plan and flushes the sink, which is not finished: a run may have more to say.
    ///
    /// - Parameters:
    ///   - format: what is written.
    ///   - layout: what text must fit; JSON fits anything.
    ///   - showsAll: whether text names each loop of a long plan instead of the first ones of each group.
    ///   - sink: where it is written.
    /// - Throws: `ReportWriteError` when it cannot be written.
    package func write(
        _ format: PlanFormat,
        layout: TextLayout,
        showsAll: Bool = false,
        to sink: any ByteSink
    ) throws(ReportWriteError) {
        switch format {
        case .text: try PlanText(plan, now: now, layout: layout).write(showsAll: showsAll, to: sink)
        case .json: try PlanJSON(plan, now: now).writeDocument(to: sink)
        case .jsonl: try PlanJSON(plan, now: now).writeLines(to: sink)
        }
        try sink.flush()
    }
}
