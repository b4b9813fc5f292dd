import HumanLoops

/// What the service took down of one call: what was asked and told, what was true, and when.
struct CallRecord {
    /// The answer.
    enum Answer {
        /// A describe told this.
        case described(HumanLoop)
        /// A list told these rows.
        case listed([HumanLoopSummary])
        /// A stop or a delete was accepted.
        case accepted
        /// Nothing of use came back.
        case failed(HumanLoopServiceError)
    }

    /// The step whose process called.
    let step: Int
    /// What was called.
    let operation: HumanLoopOperation
    /// For which loop; empty for a list.
    let name: String
    /// When the caller began to call.
    let calledAt: Duration
    /// When it was written to the wire; nil while it is not, or when it was held back.
    var sentAt: Duration?
    /// When the answer reached the caller; nil while it has not.
    var answeredAt: Duration?
    /// The loop of the name when the call was carried out, and where it stood; nil when there was none.
    var truth: (loop: Incarnation, status: HumanLoopStatus)?
    /// What the call did: whether it changed the loop.
    var hadEffect = false
    /// What came back; nil while nothing has.
    var answer: Answer?
    /// The evidence that the disk held of this very call when it was sent; nil when it held none.
    var evidence: JournalLineView?
    /// Whether the loops of the other account were asked.
    var isOtherAccount = false
}

/// What a journal's line says, as far as an outsider needs it.
struct JournalLineView: Decodable {
    /// The loop that is kept in another's place.
    struct Kept: Decodable { var name: String }

    var type: String
    var name: String?
    var operation: String?
    var outcome: String?
    var status: String?
    var creationTime: String?
    var flowDefinitionArn: String?
    var outputS3Uri: String?
    var stoppedByRun: Bool?
    var stays: Kept?
    var exitCode: Int?
    var loopCount: Int?
    var outcomes: [String: Int]?
}
