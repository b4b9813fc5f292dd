import FoundationEssentials

/// The parts of a report's line that the tests look at.
struct ReportLine: Decodable {
    /// What kind of line it is.
    let type: String
    /// The loop's name.
    let name: String?
    /// How it ended.
    let outcome: String?
    /// The exit code at the run's end.
    let exitCode: Int?

    /// Reads the lines of a report.
    ///
    /// - Throws: `DecodingError` when one is no line of a report.
    static func read(_ text: String) throws -> [ReportLine] {
        try text.split(separator: "\n" as Character).map {
            try JSONDecoder().decode(ReportLine.self, from: Data($0.utf8))
        }
    }

    /// The outcomes of a report, one `name outcome` for each loop, in the order of the names.
    static func outcomes(_ lines: [ReportLine]) -> [String] {
        lines.compactMap { line in line.outcome.map { "\(line.name ?? "") \($0)" } }.sorted()
    }
}
