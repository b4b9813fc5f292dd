import Testing
import TestSupport
import YAML

/// The YAML test suite, read where it lies; skipped where `ConformanceData.root` finds no vectors.
@Suite(.enabled(if: ConformanceData.root != nil, "the folder of conformance vectors is absent"))
struct ConformanceTests {
    @Test("The recorded table is whole")
    func table() {
        #expect(ConformanceCase.all.count == 402)
        #expect(ConformanceCase.all.count { $0.verdict == "pass" } == 330)
    }

    @Test("A case is judged as recorded for libyaml 0.2.5", arguments: ConformanceCase.all)
    func verdict(of conformanceCase: ConformanceCase) throws {
        let mustFail = (try? conformanceCase.bytes("error")) != nil
        let (events, error) = YAMLEventReader.all(MemoryByteSource(try conformanceCase.bytes("in.yaml")))
        let verdict: ConformanceCase.Verdict =
            if mustFail {
                error == nil ? .acceptsInvalid : .pass
            } else if error != nil {
                .rejectsValid
            } else {
                events.map(\.notation) == (try conformanceCase.expectedEvents()) ? .pass : .wrongEvents
            }
        #expect(verdict.rawValue == conformanceCase.verdict)
    }

    @Test(
        "An error is in the words and at the place recorded for libyaml 0.2.5",
        arguments: ConformanceCase.all.filter { !$0.error.isEmpty }
    )
    func error(of conformanceCase: ConformanceCase) throws {
        let result = YAMLEventReader.all(MemoryByteSource(try conformanceCase.bytes("in.yaml")))
        guard case .syntax(let error)? = result.error else {
            Issue.record("no syntax error")
            return
        }
        let mark = error.problemMark
        let words = "problem='\(error.problem)' @\(mark.line):\(mark.column) "
        #expect(conformanceCase.error.contains(words))
        #expect(conformanceCase.error.contains("context='\(error.context ?? "")'"))
    }
}

/// One case of the YAML test suite, with what libyaml 0.2.5 was measured to make of it.
struct ConformanceCase: Sendable, CustomTestStringConvertible {
    /// What a reader makes of a case.
    enum Verdict: String {
        /// The events are those of the suite, or the text is refused as the suite asks.
        case pass
        /// A text is refused that the suite accepts.
        case rejectsValid = "REJECTS_VALID"
        /// A text is accepted that the suite refuses.
        case acceptsInvalid = "ACCEPTS_INVALID"
        /// The events are others than those of the suite.
        case wrongEvents = "WRONG_EVENTS"
    }

    /// The case's id, which is also its folder, such as `2G84/00`.
    let id: String
    /// The verdict recorded.
    let verdict: String
    /// The error recorded; empty when the text was accepted.
    let error: String

    /// The case in the list of arguments.
    var testDescription: String { id }

    /// All the cases of the recorded table; none where the vectors are absent.
    static let all: [ConformanceCase] = {
        let table = (try? ConformanceData.bytes("yaml/libyaml-0.2.5-results.tsv")) ?? []
        let rows: [Substring] = String(decoding: table, as: UTF8.self).split(separator: "\n" as Character).dropFirst()
            .map { $0 }
        return rows.map { row in
            let columns = row.split(separator: "\t" as Character, omittingEmptySubsequences: false)
            return ConformanceCase(id: String(columns[0]), verdict: String(columns[1]), error: String(columns[4]))
        }
    }()

    /// Reads one of the case's files.
    ///
    /// - Throws: an error when there is none.
    func bytes(_ file: String) throws -> [UInt8] {
        try ConformanceData.bytes("yaml/data/\(id)/\(file)")
    }

    /// The events that the suite asks for, without its marks for flow style.
    ///
    /// - Throws: an error when the file is absent.
    func expectedEvents() throws -> [String] {
        String(decoding: try bytes("test.event"), as: UTF8.self).split(separator: "\n" as Character).map { line in
            for (marked, plain) in [("+MAP {}", "+MAP"), ("+SEQ []", "+SEQ")] where line.hasPrefix(marked) {
                return plain + line.dropFirst(marked.utf8.count)
            }
            return String(line)
        }
    }
}
