package import CleanupJournal
package import Support

/// Where one report goes and in which format, as `--report FORMAT=PATH` says it.
package struct ReportDestination: Hashable, Sendable {
    package let format: ReportFormat
    /// The path of a file; nil for standard output.
    package let path: String?

    /// Reads `FORMAT=PATH`; the path may hold further equals signs.
    package init(parsing text: String) throws(ReportDestinationError) {
        let parts = text.split(separator: "=" as Character, maxSplits: 1, omittingEmptySubsequences: false)
        let formats = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
        guard parts.count == 2 else {
            throw .init(description: "'\(text)' is not FORMAT=PATH (formats: \(formats); '-' is standard output)")
        }
        guard let format = ReportFormat(rawValue: String(parts[0])) else {
            throw .init(description: "'\(parts[0])' is not a report format (formats: \(formats))")
        }
        guard !parts[1].isEmpty else {
            throw .init(description: "'\(text)' names no path after '=' ('-' is standard output)")
        }
        self.format = format
        path = parts[1] == "-" ? nil : String(parts[1])
    }

    /// Whether a run can be resumed from it: JSON Lines in a file that is none of the kinds that forget what was
    /// written, such as a pipe or a device.
    package var canBeJournal: Bool {
        guard format == .jsonl, let path else { return false }
        return SystemCalls().isRegularOrAbsent(path)
    }

    /// Makes the output: after this, only a full disk or the like can lose the report.
    ///
    /// A journal's file must be new or empty, or one that an earlier part of the run has begun. Any other file must be new, empty
    /// or an earlier report of the format, whose place it takes when it is complete. No link is followed, and no file that the
    /// run reads is written to. Text in a file is 80 columns wide and plain.
    package func open(
        reading files: [String] = [],
        terminal: TextLayout,
        lines: JournalBeginning
    ) throws(ReportWriteError) -> any ReportWriter {
        guard let path else {
            return format.writer(to: FileDescriptorSink.standardOutput(), layout: terminal, lines: lines)
        }
        try ReplacedFile.refuse(path, reading: files)
        if format == .jsonl { return try lines.writer(toFile: path) }
        let sink = try ReplacedFile.create(at: path, replacing: format.mark, permissions: 0o600)
        return format.writer(to: sink, layout: .file, isFile: true, lines: lines)
    }
}

/// Why text is not `FORMAT=PATH`.
package struct ReportDestinationError: Error, CustomStringConvertible {
    package let description: String
}
