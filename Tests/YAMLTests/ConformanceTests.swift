import TestSupport
import Testing
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
        let words = "problem='\(error.problem)' @\(mark.line):\(mark.column) idx=\(mark.index) "
        #expect(conformanceCase.error.contains(words))
        #expect(conformanceCase.error.contains("context='\(error.context ?? "")'"))
    }
}
