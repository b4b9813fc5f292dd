import ArgumentParser
import CleanupReport
@testable import Commands
import Testing

/// Options that say what is shown.
@Suite("OutputArguments")
struct OutputArgumentsTests {
    @Test("the result of a run is in any format of a report", arguments: ReportFormat.allCases)
    func formats(_ format: ReportFormat) throws {
        let reader = OptionReader(environment: ["LOOPSWEEP_OUTPUT": "json"])
        let arguments = try OutputArguments<ReportFormats>.parse(["--output", format.rawValue])
        #expect(try arguments.settled(reader, isOfRun: true).reportFormat == format)
        #expect(try OutputArguments<ReportFormats>.parse([]).settled(reader, isOfRun: true).reportFormat == .json)
    }

    @Test("the result of another command is in the formats that it has")
    func others() throws {
        let reader = OptionReader(environment: ["LOOPSWEEP_OUTPUT": "csv"])
        let failure = #expect(throws: CommandFailure.self) {
            try OutputArguments<ResultFormats>.parse([]).settled(reader)
        }
        #expect(failure?.message == "LOOPSWEEP_OUTPUT must be text, json or jsonl (is 'csv')")
    }
}
