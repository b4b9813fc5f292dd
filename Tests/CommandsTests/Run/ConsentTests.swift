import CleanupEngine
@testable import Commands
import Testing

/// How consent is had, and that it is never taken for granted.
@Suite("Consent")
struct ConsentTests {
    /// What was given, whether there is a terminal, and how consent is had.
    static let rows: [(isYes: Bool, confirmation: String?, canAsk: Bool, consent: Consent)] = [
        (true, nil, false, .yes), (true, nil, true, .yes), (true, "batch", true, .yes),
        (false, "batch", false, .confirm), (false, nil, true, .typed),
    ]

    @Test("consent is given on the command line or asked for on a terminal", arguments: rows)
    func had(_ row: (isYes: Bool, confirmation: String?, canAsk: Bool, consent: Consent)) throws {
        let consent = try Consent(
            isYes: row.isYes,
            confirmation: row.confirmation,
            name: "batch",
            canAsk: row.canAsk,
            command: "loopsweep run a.yaml"
        )
        #expect(consent == row.consent)
    }

    @Test("without a terminal the exact command is told")
    func nobodyToAsk() {
        let failure = #expect(throws: CommandFailure.self) {
            let command = "loopsweep run a.yaml --confirm batch"
            return try Consent(isYes: false, confirmation: nil, name: "batch", canAsk: false, command: command)
        }
        #expect(failure?.exitCode == .usage)
        #expect(failure?.message.contains("`loopsweep run a.yaml --confirm batch`") ?? false)
    }

    @Test("another manifest's name is no consent, not even with --yes")
    func wrongName() {
        let message = "--confirm names 'other', and the manifest 'batch' is not confirmed: add --confirm batch"
        #expect(throws: CommandFailure(.usage, message)) {
            try Consent(isYes: true, confirmation: "other", name: "batch", canAsk: true, command: "")
        }
    }
}
