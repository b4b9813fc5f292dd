import CleanupEngine
import CleanupJournal
import CleanupReport
import Support
import Testing
import YAML

@testable import Commands

/// Options from flags and from their twins in the environment.
@Suite("OptionReader")
struct OptionReaderTests {
    @Test("a flag wins over its twin, and an empty twin counts as absent")
    func precedence() {
        let reader = OptionReader(environment: ["LOOPSWEEP_ENDPOINT_URL": "http://twin", "LOOPSWEEP_REGION": ""])
        #expect(reader.text("http://flag", "endpoint-url") == "http://flag")
        #expect(reader.text(nil, "endpoint-url") == "http://twin")
        #expect(reader.text(nil, "region") == nil)
    }

    /// A flag, a twin, and the line that says what is wrong.
    static let faults: [(flag: String?, twin: String?, message: String)] = [
        ("0", nil, "--concurrency must be a whole number from 1 to 1000 (is '0')"),
        ("many", "8", "--concurrency must be a whole number from 1 to 1000 (is 'many')"),
        (nil, "-1", "LOOPSWEEP_CONCURRENCY must be a whole number from 1 to 1000 (is '-1')"),
    ]

    @Test("a value that cannot be names the flag or the variable it came from", arguments: faults)
    func namesTheSource(_ row: (flag: String?, twin: String?, message: String)) {
        let reader = OptionReader(environment: row.twin.map { ["LOOPSWEEP_CONCURRENCY": $0] } ?? [:])
        #expect(throws: CommandFailure(.usage, row.message)) {
            try reader.value(row.flag, "concurrency", as: .integer(1...1_000))
        }
    }

    @Test("a variable loses the blanks around it, and a path its tilde")
    func trimmed() {
        let reader = OptionReader(environment: [
            "HOME": "/h/", "LOOPSWEEP_STATE_DIR": "~/st\r", "LOOPSWEEP_REGION": " us-east-1\n",
            "LOOPSWEEP_PROFILE": "~x",
            "LOOPSWEEP_REPORT": "csv=~/a.csv , json=b.json\r\n", "LOOPSWEEP_SIMULATE": "~", "LOOPSWEEP_LOCK": "\r\n",
        ])
        #expect(reader.text(nil, "state-dir") == "/h/st")
        #expect(reader.text("~/st", "state-dir") == "~/st")
        #expect(reader.text(nil, "region") == "us-east-1")
        #expect(reader.variable(nil, "region") == "LOOPSWEEP_REGION")
        #expect(reader.variable("x", "region") == nil)
        #expect(reader.text(nil, "profile") == "~x")
        #expect(reader.list([], "report") == ["csv=/h/a.csv", "json=b.json"])
        #expect(reader.text(nil, "simulate") == "/h")
        #expect(reader.text(nil, "lock") == nil)
    }

    @Test("a variable with a control character is refused by its name", arguments: ["/a\rb", "/a\nb", "a\u{1B}[0m"])
    func controlCharacters(_ value: String) {
        #expect(throws: CommandFailure.self) {
            try OptionReader(environment: ["LOOPSWEEP_STATE_DIR": value]).checkNames()
        }
        #expect(throws: Never.self) { try OptionReader(environment: ["LOOPSWEEP_PORT": value]).checkNames() }
    }

    @Test("consent is given on the command line alone", arguments: ["YES", "CONFIRM"])
    func consent(_ name: String) {
        #expect(throws: CommandFailure.self) { try OptionReader(environment: ["LOOPSWEEP_\(name)": "x"]).checkNames() }
    }

    @Test("lists come from flags, or from a twin with commas")
    func lists() {
        let reader = OptionReader(environment: ["LOOPSWEEP_REPORT": "csv=a.csv,json=b.json"])
        #expect(reader.list([], "report") == ["csv=a.csv", "json=b.json"])
        #expect(reader.list(["text=-"], "report") == ["text=-"])
    }

    @Test("a text of a list that cannot be names the flag or the variable it came from")
    func namesTheSourceOfLists() throws {
        let reader = OptionReader(environment: ["LOOPSWEEP_STATUS": "1, x"])
        let variable = CommandFailure(.usage, "LOOPSWEEP_STATUS must be a whole number from 1 to 9 (is 'x')")
        #expect(throws: variable) { try reader.values([], "status", as: .integer(1...9)) }
        let flag = CommandFailure(.usage, "--status must be a whole number from 1 to 9 (is '0')")
        #expect(throws: flag) { try reader.values(["0"], "status", as: .integer(1...9)) }
        #expect(try reader.values(["2", "3"], "status", as: .integer(1...9)) == [2, 3])
    }

    @Test(
        "a switch is on by its flag or by a twin that is true",
        arguments: [("true", true), ("false", false), ("", false)]
    )
    func switches(_ twin: String, _ isOn: Bool) throws {
        let reader = OptionReader(environment: ["LOOPSWEEP_QUIET": twin])
        #expect(try reader.isOn(false, "quiet") == isOn)
        #expect(try reader.isOn(true, "quiet"))
    }

    @Test(
        "a variable that is nearly an option's twin is refused, others are not ours",
        arguments: [
            ("LOOPSWEEP_ENDPOINT_URL", nil), ("LOOPSWEEP_ENDPOINTURL", "LOOPSWEEP_ENDPOINT_URL"),
            ("LOOPSWEEP_ENDPIONT_URL", "LOOPSWEEP_ENDPOINT_URL"), ("LOOPSWEEP_Region", "LOOPSWEEP_REGION"),
            ("LOOPSWEEP_CONCURENCY", "LOOPSWEEP_CONCURRENCY"), ("LOOPSWEEP_DRYRUN", "LOOPSWEEP_DRY_RUN"),
            ("LOOPSWEEP_PORT", nil), ("LOOPSWEEP_PORT_80_TCP_ADDR", nil), ("LOOPSWEEP_SERVICE_HOST", nil),
            ("LOOPSWEEP_CONFORMANCE", nil), ("REGION", nil),
        ] as [(String, String?)]
    )
    func misspelt(_ variable: String, _ meant: String?) {
        let message = meant.map { "the environment variable \(variable) is not known: did you mean \($0)?" }
        var failure: CommandFailure?
        do {
            try OptionReader(environment: [variable: "x"]).checkNames()
        } catch {
            failure = error
        }
        #expect(failure == message.map { CommandFailure(.usage, $0) })
    }
}
