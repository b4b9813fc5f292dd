import HumanLoops

/// Trouble that calls of one operation meet for a while.
struct CallTrouble: Hashable {
    /// The operation.
    var operation: HumanLoopOperation
    /// What comes back.
    var kind: HumanLoopServiceError.Kind
    /// When it begins, counted from the beginning of each step.
    var from: Duration
    /// How long it lasts; nil for as long as the step does.
    var lasts: Duration?
    /// How many of a hundred calls meet it.
    var percent: Int
}

/// All that goes wrong in a chain until it is healed; what is zero, nil or empty does not.
struct Faults: Hashable {
    /// How long a call takes each way.
    var latencyMilliseconds = 20...60
    /// Trouble with calls.
    var troubles: [CallTrouble] = []
    /// How many of a hundred mutations are carried out while their answer is lost.
    var lostAnswers = 0
    /// How many of a hundred stops are accepted and do nothing.
    var idleStops = 0
    /// How many of a hundred calls for a loop that is there are told that it is not.
    var lies = 0
    /// How many of a hundred describes tell a status that nobody knows.
    var unknownStatuses = 0
    /// How many of a hundred rows a list leaves out.
    var omittedRows = 0
    /// How many of a hundred rows a list tells twice.
    var repeatedRows = 0
    /// How old the truth is that lists tell.
    var listLag = Duration.zero
    /// How many of a hundred tokens are refused.
    var refusedTokens = 0
    /// Whether a list always has one more page.
    var hasEndlessTokens = false
    /// Whether tokens count rows, so that rows move between pages; else they name the row that they come after.
    var hasOffsetTokens = false
    /// How many rows a page has at the most.
    var pageSize = 100
    /// How many of a hundred stops and deletes wait before they are sent, and how long.
    var slowSends = 0
    var slowSend = Duration.zero
    /// How many of a hundred answers lie unread because the machine is suspended, and how long.
    var suspensions = 0
    var suspension = Duration.zero
    /// How long connecting takes, credentials included.
    var connecting = Duration.zero
    /// How much the machine's clock is ahead of the service's.
    var skew = Duration.zero
    /// How many of a hundred writes and synchronizations are slow, and how long they take.
    var slowWrites = 0
    var slowWrite = Duration.zero
    /// After how many writes of a step the disk fails, and with which `errno`.
    var diskFailsAfter: Int?
    var diskFailure: Int32 = 28
    /// After how many synchronizations of a step the disk fails, with the same `errno`.
    var syncFailsAfter: Int?

    /// No faults, with answers that take a usual time.
    static let none = Faults()

    /// Each fault that is switched on, with the way to switch it off: what a failing chain is shrunk by.
    static let switches: [@Sendable (inout Faults) -> Void] = [
        { $0.troubles = [] }, { $0.lostAnswers = 0 }, { $0.idleStops = 0 }, { $0.lies = 0 },
        { $0.unknownStatuses = 0 }, { $0.omittedRows = 0 }, { $0.repeatedRows = 0 }, { $0.listLag = .zero },
        { $0.refusedTokens = 0 }, { $0.hasEndlessTokens = false }, { $0.hasOffsetTokens = false },
        { $0.pageSize = 100 }, { $0.slowSends = 0 }, { $0.suspensions = 0 }, { $0.connecting = .zero },
        { $0.skew = .zero }, { $0.slowWrites = 0 }, { $0.diskFailsAfter = nil }, { $0.syncFailsAfter = nil },
        { $0.latencyMilliseconds = 20...60 },
    ]
}
