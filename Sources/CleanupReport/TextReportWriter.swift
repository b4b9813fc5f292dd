package import CleanupEngine

/// The report as a summary for a person, written when the run has ended.
package struct TextReportWriter: ReportWriter {
    /// Where the summary goes.
    private let sink: any ByteSink
    /// What it must fit.
    private let layout: TextLayout
    /// Whether it is a file, which begins with what it is.
    private let isFile: Bool
    /// Which run it is of; nil before the run begins.
    private var start: RunStart?
    /// What is known of the loops so far.
    private var digest = RunDigest()

    /// Makes a summary that is written to a sink.
    package init(to sink: any ByteSink, layout: TextLayout, isFile: Bool = false) {
        self.sink = sink
        self.layout = layout
        self.isFile = isFile
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
        if isFile {
            // Both are those of the journal when a run is resumed.
            let run = layout.fitted("\(start.version): run \(start.runID)", to: .max)
            try sink.write(OutputMark.text.bytes + Array("\(run)\n\n".utf8))
        }
        try sink.write(RunSummary(start: start, end: end, digest: digest).text(in: layout))
        try sink.finish()
    }
}
