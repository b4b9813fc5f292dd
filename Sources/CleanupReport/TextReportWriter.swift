package import CleanupEngine

/// The report as a summary for a person, written when the run has ended.
package struct TextReportWriter: ReportWriter {
    /// Where the summary goes.
    private let sink: any ByteSink
    /// What it must fit.
    private let layout: TextLayout
    /// Which run it is of; nil before the run begins.
    private var start: RunStart?
    /// What is known of the loops so far.
    private var digest = RunDigest()

    /// Makes a summary that is written to a sink.
    package init(to sink: any ByteSink, layout: TextLayout) {
        self.sink = sink
        self.layout = layout
    }

    /// Takes note of the run.
    package mutating func begin(_ start: RunStart) {
        self.start = start
    }

    /// Takes note of a loop.
    package mutating func record(_ result: LoopResult) {
        digest.add(result)
    }

    /// Writes the summary.
    package mutating func end(_ end: RunEnd) throws(ReportWriteError) {
        guard let start else { preconditionFailure("end without begin") }
        try sink.write(RunSummary(start: start, end: end, digest: digest).text(in: layout))
        try sink.finish()
    }
}
