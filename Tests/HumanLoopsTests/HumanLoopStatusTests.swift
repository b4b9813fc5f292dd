import HumanLoops
import Testing

/// The statuses that are known, and the ones that are not.
@Suite struct HumanLoopStatusTests {
    /// The service's spellings, what they are read as, and whether such a loop can be deleted.
    static let statuses: [(text: String, status: HumanLoopStatus, isTerminal: Bool)] = [
        ("InProgress", .inProgress, false),
        ("Stopping", .stopping, false),
        ("Stopped", .stopped, true),
        ("Completed", .completed, true),
        ("Failed", .failed, true),
        ("Deleting", .deleting, false),
        ("Deleted", .other("Deleted"), false),
        ("inprogress", .other("inprogress"), false),
        ("", .other(""), false),
    ]

    @Test("A status is read and written as the service spells it; an unknown one is never deleted", arguments: statuses)
    func spelling(text: String, status: HumanLoopStatus, isTerminal: Bool) {
        #expect(HumanLoopStatus(text) == status)
        #expect(status.description == text)
        #expect(status.isTerminal == isTerminal)
    }
}
