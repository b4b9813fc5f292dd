import TestSupport
import Testing
import YAML

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
