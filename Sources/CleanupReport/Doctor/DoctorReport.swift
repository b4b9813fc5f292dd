package import CleanupEngine

/// All findings of one look at how the service is reached.
package struct DoctorReport: Hashable, Sendable {
    /// The version of the program.
    package let version: String
    /// The findings, in the order of their subjects.
    package let findings: [Finding]

    /// Makes a report.
    package init(version: String, findings: [Finding]) {
        self.version = version
        self.findings = findings
    }

    /// What the process tells its caller: the gravest of the findings.
    package var exitCode: ExitCode {
        findings.reduce(.success) { $0.gravest($1.exitCode) }
    }

    /// The worst verdict; `ok` when nothing worse was found.
    package var verdict: Verdict {
        for verdict in [Verdict.problem, .warning] where findings.contains(where: { $0.verdict == verdict }) {
            return verdict
        }
        return .ok
    }

    /// Writes the report.
    ///
    /// - Throws: `ReportWriteError` when it cannot be written.
    package func write(_ format: PlanFormat, layout: TextLayout, to sink: any ByteSink) throws(ReportWriteError) {
        switch format {
        case .text: try sink.write(text(in: layout))
        case .json, .jsonl: try sink.write(json())
        }
        try sink.flush()
    }
}
