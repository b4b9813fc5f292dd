import CleanupManifest
import HumanLoops

/// The loops that were looked at and wait for the operator's consent, in some hundred bytes each.
struct ParkedLoops: Sendable {
    /// How many kinds there may be that differ in words; beyond, each loop has its words for itself.
    private static let wordedKinds = 1_024
    /// How many kinds there may be at all.
    private static let mostKinds = 4_096

    /// What is each loop's own; nil where there is room.
    private var loops: [ParkedLoop?] = []
    /// The room in `loops`.
    private var room: [UInt32] = []
    /// What loops have in common, each once.
    private(set) var kinds: [ParkedKind] = []
    private var kindIndices: [ParkedKind: UInt32] = [:]

    /// Takes a loop in, and tells its place; nil when there is more to the loop than can be kept here.
    mutating func add(_ loop: LoopLifecycle) -> UInt32? {
        guard var kind = ParkedKind(loop) else { return nil }
        var note: ParkedNote?
        if kindIndices[kind] == nil, kinds.count >= Self.wordedKinds {
            note = kind.takeNote()
            guard kindIndices[kind] != nil || kinds.count < Self.mostKinds else { return nil }
        }
        let parked = ParkedLoop(loop, kind: index(of: kind), note: note)
        let place = room.popLast() ?? UInt32(loops.count)
        if place == loops.count { loops.append(parked) } else { loops[Int(place)] = parked }
        return place
    }

    /// Restores the loop that is in a place.
    func lifecycle(at place: UInt32, from new: LoopLifecycle) -> LoopLifecycle {
        guard let parked = loops[Int(place)] else { preconditionFailure("no loop is parked at \(place)") }
        return parked.restored(from: new, kinds[Int(parked.kind)])
    }

    mutating func remove(at place: UInt32) {
        loops[Int(place)] = nil
        room.append(place)
    }

    /// Finds the index of a kind, and keeps it when it is new.
    private mutating func index(of kind: ParkedKind) -> UInt32 {
        if let index = kindIndices[kind] { return index }
        let index = UInt32(kinds.count)
        kindIndices[kind] = index
        kinds.append(kind)
        return index
    }
}

/// A loop that was looked at and for which nothing is under way: what of it is its own.
///
/// While an operator reads a plan, a million loops may wait for consent; in full each would take a kilobyte.
struct ParkedLoop: Sendable {
    let kind: UInt32
    private let creationTime: Timestamp?
    private let describedAt: Duration?
    private let beganAt: Duration?
    private let endedAt: Duration?
    private let outputS3URI: String?
    private let note: ParkedNote?

    init(_ loop: LoopLifecycle, kind: UInt32, note: ParkedNote?) {
        self.kind = kind
        self.note = note
        creationTime = loop.loop?.creationTime
        describedAt = loop.describedAt
        beganAt = loop.beganAt
        endedAt = loop.endedAt
        outputS3URI = loop.loop?.outputS3URI
    }

    func restored(from loop: LoopLifecycle, _ kind: ParkedKind) -> LoopLifecycle {
        var loop = loop
        kind.apply(to: &loop)
        if case .words(let words, let problem) = note { (loop.explanation, loop.problem) = (words, problem) }
        if let creationTime, let status = kind.status {
            let name = loop.entry.name
            loop.loop = HumanLoop(
                name: name,
                status: status,
                creationTime: creationTime,
                flowDefinitionARN: kind.flowDefinitionARN,
                arn: kind.arnPrefix.map { $0 + name.rawValue },
                failureCode: kind.failureCode,
                failureReason: kind.failureReason,
                outputS3URI: outputS3URI
            )
        }
        loop.describedAt = describedAt
        loop.beganAt = beganAt
        loop.endedAt = endedAt
        return loop
    }
}

/// What many parked loops have in common: how they were found, and what was proposed or came of it.
struct ParkedKind: Sendable, Hashable {
    /// Where the loops are on their way: consent is waited for, or they have ended.
    private let state: LoopLifecycle.State
    private let proposal: LoopProposal?
    private(set) var explanation: String
    /// The status of the description; nil when the loops were not found.
    let status: HumanLoopStatus?
    let flowDefinitionARN: String?
    /// What stands in front of the names in the loops' own ARNs; nil when there were none.
    let arnPrefix: String?
    let failureCode: String?
    let failureReason: String?
    private let initialStatus: HumanLoopStatus?
    /// What an earlier part of the run did: a stop that was sent, one that was accepted, a delete that was sent.
    private let stopWasSent, wasStoppedByRun, deleteWasSent: Bool
    private(set) var problem: LoopProblem?
    private let isAccessProblem: Bool
    private let calls: CallCounts

    /// Finds out what a loop has in common with others; nil when there is more to it than can be restored.
    init?(_ loop: LoopLifecycle) {
        switch loop.state {
        case .proposed, .ended: break
        case .new, .describing, .queued, .acting, .waiting: return nil
        }
        guard !loop.hasConsent, loop.waitBegan == nil, loop.wakesAt == nil, loop.looks == 0, loop.failedLooks == 0,
            loop.failedActions.isEmpty, loop.lastActionError == nil, loop.throttles == 0,
            loop.throttledSince == nil, loop.staleLooks == 0, loop.stopAcceptedAt == nil
        else { return nil }
        guard (loop.loop == nil) == (loop.describedAt == nil), loop.loop.map({ $0.name == loop.entry.name }) ?? true
        else { return nil }
        if let arn = loop.loop?.arn {
            let name = loop.entry.name.rawValue
            guard arn.hasSuffix(name) else { return nil }
            arnPrefix = String(arn.dropLast(name.utf8.count))
        } else {
            arnPrefix = nil
        }
        state = loop.state
        proposal = loop.proposal
        explanation = loop.explanation
        status = loop.loop?.status
        flowDefinitionARN = loop.loop?.flowDefinitionARN
        failureCode = loop.loop?.failureCode
        failureReason = loop.loop?.failureReason
        initialStatus = loop.initialStatus
        stopWasSent = loop.stopWasSent
        wasStoppedByRun = loop.wasStoppedByRun
        deleteWasSent = loop.deleteWasSent
        problem = loop.problem
        isAccessProblem = loop.isAccessProblem
        calls = loop.calls
    }

    /// Takes out what was said of the loops in words, which may be of each its own.
    mutating func takeNote() -> ParkedNote {
        defer { (explanation, problem) = ("", nil) }
        return .words(explanation, problem)
    }

    /// Gives a loop that has not begun what it has in common with others; its description it has for itself.
    func apply(to loop: inout LoopLifecycle) {
        loop.state = state
        loop.proposal = proposal
        loop.explanation = explanation
        loop.loop = nil
        loop.initialStatus = initialStatus
        loop.stopWasSent = stopWasSent
        loop.wasStoppedByRun = wasStoppedByRun
        loop.deleteWasSent = deleteWasSent
        loop.problem = problem
        loop.isAccessProblem = isAccessProblem
        loop.calls = calls
    }
}

/// What was said in words of a parked loop, where it is said of no other.
indirect enum ParkedNote: Sendable {
    case words(_ explanation: String, LoopProblem?)
}
