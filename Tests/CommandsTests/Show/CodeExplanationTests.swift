@testable import CleanupEngine
import CleanupJournal
import CleanupManifest
@testable import Commands
import FoundationEssentials
import HumanLoops
import Simulator
import Testing
import YAML

/// What `loopsweep show CODE` says of the codes of problems.
@Suite("CodeExplanation")
struct CodeExplanationTests {
    /// The sources of the program.
    private static let sources = "\(#filePath.split(separator: "/Tests/").first ?? "")/Sources"

    @Test("every code in the sources is explained, and no other")
    func complete() throws {
        var codes: Set<String> = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: Self.sources) where path.hasSuffix(".swift") {
            let text = try String(contentsOfFile: "\(Self.sources)/\(path)", encoding: .utf8)
            for match in text.matches(of: /DiagnosticCode\(rawValue: "([EW][0-9]{3})"\)/) { codes.insert("\(match.1)") }
        }
        let explained = CodeExplanation.all.map(\.code)
        #expect(codes.count > 40)
        #expect(Set(explained) == codes)
        #expect(Set(explained).count == explained.count)
    }

    @Test("each example has the problem that it explains", arguments: CodeExplanation.all.map(\.code))
    func example(_ code: String) throws {
        let explanation = try #require(CodeExplanation.of(code.lowercased()))
        guard var text = explanation.example else { return }
        let found: [Diagnostic]
        if text.contains("HumanLoopFleet") {
            found = try FleetDecoder.decode(MemoryByteSource(text), file: "fleet.yaml").log.diagnostics
        } else {
            if !text.contains("kind:"), !text.hasPrefix("#") {
                let isNaming = ["loops:", "loopsFrom:", "select:"].contains { "\n\(text)".contains("\n\($0)") }
                text = "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\n\(isNaming ? "" : "loops: [z]\n")\(text)"
            }
            let files = LocalLoopLists()
            found = try ManifestDecoder(files: files).decode(MemoryByteSource(text), file: "a.yaml").diagnostics
        }
        #expect(Set(found.map(\.code.rawValue)) == [code], "\(found.map(\.message))")
    }

    @Test(
        "a code is a letter and three digits",
        arguments: [
            ("E017", true), ("w001", true), ("E17", true), ("[E017]", true), ("e7", true),
            ("[]", false), ("E", false), ("X017", false), ("E01a", false), ("plan.json", false),
        ]
    )
    func form(_ text: String, _ isCode: Bool) {
        #expect(CodeExplanation.isCode(text) == isCode)
    }

    @Test(
        "a code is found in capitals or not, in brackets or not, with all its zeros or not",
        arguments: [
            ("E017", "E017"), ("e17", "E017"), ("[E017]", "E017"), ("[w1]", "W001"), ("reborn", "Reborn"),
            ("[StillWaiting]", "StillWaiting"), ("E999", nil), ("Throttling", nil), ("", nil),
        ]
    )
    func found(_ text: String, _ code: String?) {
        #expect(CodeExplanation.of(text)?.code == code)
    }

    @Test("every code of a report is explained, and no other")
    func ofReports() {
        let trouble = HumanLoopServiceError(kind: .noAnswer, code: "Trouble")
        let reasons: [RunStopReason] = [
            .guards([]), .failures(GuardBreach(key: "maxFailures", message: "")), .noConsent, .interrupted(.interrupt),
            .deadline, .throttled, .credentials(trouble), .unreachable(trouble), .evidence(""),
            .selection(SelectionFault(.pattern, line: 1, message: "")),
        ]
        let codes = Set(ProblemCode.allCases.map(\.rawValue) + reasons.map(\.reportCode))
        let explained = CodeExplanation.ofReports.map(\.code)
        #expect(Set(explained) == codes && explained.count == codes.count)
    }
}
