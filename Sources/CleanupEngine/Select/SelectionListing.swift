import CleanupManifest
import HumanLoops

/// Reads all pages of all rules of `select`, one after the other: told what came back, it says what to ask for next.
///
/// It makes no call and reads no clock; `CleanupRun` does both for it.
struct SelectionListing {
    private(set) var selectors: [LoopSelector]
    private(set) var calls = CallCounts()
    /// When this part of the run began to list, by the slower one of the service's clock and this machine's; nil before the first
    /// answer.
    ///
    /// No answer told of the loops earlier than it was asked for: the time on the way is taken off.
    private(set) var since: Timestamp?
    private var current = 0
    /// What the next page is asked for with; nil for a first page.
    private var token: String?
    /// The tokens that the service gave in the pass under way, by their hash: they may be long, and many.
    private var tokens: Set<Int> = []
    /// The names that were listed in the pass under way, by their hash.
    private var namesInPass: Set<Int> = []
    private var pages = 0
    /// How many loops were listed when the pass under way began.
    private var countBefore = 0
    private var passes = 0
    /// How many pages in a row told of no loop that was not listed before in the pass.
    private var barrenPages = 0
    private var knowsTime: Bool
    private var pace: OperationPace
    private var sentAt = Duration.zero
    /// When the next list may be asked for, whatever the pace.
    private var notBefore = Duration.zero
    private var retries = RetryCount()
    private var hasBeenAnswered = false
    /// The flow definitions of which a page came.
    private var listed: Set<String> = []
    /// How often in a row the service knew no such flow definition.
    private var missingAnswers = 0
    private let rules: LoopRules
    /// What a missing flow definition counts as, by rule.
    private let missingPolicies: [MissingPolicy]
    private let maxLoops: Int?
    private let startedAt: Timestamp

    /// How many pages in a row may tell of no new loop before the list counts as endless.
    private static let barrenPageLimit = 200
    /// How many loops a rule may list: more are not kept in memory.
    private static let listedLimit = 3_000_000
    /// How often a rule is read at the most while each pass finds further loops.
    private static let passLimit = 10

    /// Prepares to read the lists of rules; `SelectionFault` is thrown when an expression of a rule is none.
    init(
        _ manifest: CleanupManifest,
        removing touched: Set<HumanLoopName> = [],
        namedElsewhere: Set<HumanLoopName> = [],
        listedSince: Timestamp? = nil,
        startedAt: Timestamp
    ) throws(SelectionFault) {
        // A loop that a rule had found is named only where an earlier part of the run continues with it.
        let removing = touched.union(manifest.loops.lazy.filter { $0.rule != nil }.map(\.name))
        let named = manifest.selections.isEmpty ? [] : Set(manifest.loops.lazy.filter { $0.rule == nil }.map(\.name))
        selectors = try manifest.selections.map { rule throws(SelectionFault) in
            try LoopSelector(
                rule,
                now: startedAt,
                removing: removing,
                namedElsewhere: namedElsewhere,
                named: named,
                listedSince: listedSince
            )
        }
        self.startedAt = startedAt
        maxLoops = manifest.guards.maxLoops
        knowsTime = !selectors.contains(where: \.dependsOnAge)
        pace = OperationPace(ceiling: manifest.execution.callsPerSecond)
        rules = LoopRules(retry: manifest.execution.retry)
        missingPolicies = manifest.selections.map { manifest.settings[$0.settings].onMissing }
    }

    var listedCount: Int { selectors.reduce(0) { $0 + $1.listedCount } }

    func progress(isAsking: Bool, at now: Duration) -> RunProgress {
        var progress = RunProgress(total: 0, looked: listedCount, calls: calls, elapsed: now, phase: .listing)
        progress.inFlight = isAsking ? 1 : 0
        if pace.isThrottled {
            progress.slowed = [ThrottledOperation(operation: .list, callsPerSecond: pace.foundRate)]
        }
        return progress
    }

    /// Says what to do now; a list that is asked for counts as sent.
    mutating func next(at now: Duration) -> SelectionStep {
        guard current < selectors.count else { return .finish }
        let opening = max(notBefore, pace.opensAt)
        guard opening <= now else { return .wait(until: opening) }
        pace.started(at: now)
        sentAt = now
        guard knowsTime else {
            // The shortest list there is: its answer tells the service's time, from which ages are counted.
            return .list(HumanLoopQuery(flowDefinitionARN: selectors[current].rule.flowDefinitionARN, pageSize: 1))
        }
        var query = selectors[current].query
        query.nextToken = token
        return .list(query)
    }

    /// Takes in how a list came back, and tells what ends the run; nil when it continues.
    mutating func take(_ reply: ListReply, at now: Duration, jitter: Double) -> RunStopReason? {
        let requests = CallCounts(reply)
        calls += requests
        pace.answered(requests, sentAt: sentAt, at: now)
        switch reply {
        case .success(let answer):
            (retries, hasBeenAnswered, missingAnswers) = (RetryCount(), true, 0)
            listed.insert(selectors[current].rule.flowDefinitionARN)
            // What is left to a later run harms no one.
            since = since ?? min(answer.serviceTime ?? .last, startedAt + now) - (now - sentAt)
            guard knowsTime else {
                let flowDefinition = selectors[current].rule.flowDefinitionARN
                for index in selectors.indices {
                    selectors[index].countAges(from: answer.serviceTime ?? startedAt + now)
                    if selectors[index].rule.flowDefinitionARN == flowDefinition {
                        selectors[index].pin(answer.value.summaries)
                    }
                }
                knowsTime = true
                return nil
            }
            return turn(answer.value)
        case .failure(let error):
            guard error.isOfMissingFlowDefinition else { return fail(error, at: now, jitter: jitter) }
            return passOver(error, at: now, jitter: jitter)
        }
    }

    private mutating func turn(_ page: HumanLoopPage) -> RunStopReason? {
        let known = namesInPass.count
        for loop in page.summaries { namesInPass.insert(loop.name.hashValue) }
        // What one rule's list passes over, that of another about the same flow definition may tell.
        let flowDefinition = selectors[current].rule.flowDefinitionARN
        do throws(SelectionFault) {
            for index in selectors.indices where selectors[index].rule.flowDefinitionARN == flowDefinition {
                for loop in page.summaries { try selectors[index].take(loop) }
            }
        } catch {
            return .selection(error)
        }
        pages += 1
        barrenPages = namesInPass.count > known ? 0 : barrenPages + 1
        // More loops are certain to be found than there may be: then no more are listed.
        if let maxLoops, selectors[current].certainCount > maxLoops {
            let message = "more than \(maxLoops) loops found, guards.maxLoops is \(maxLoops)"
            return .guards([GuardBreach(key: "maxLoops", message: message)])
        }
        guard selectors[current].listedCount <= Self.listedLimit else {
            return fault(
                .service,
                "there are more than \(Self.listedLimit): divide them by createdAfter and createdBefore"
            )
        }
        token = page.nextToken
        guard let token else {
            finishPass()
            return nil
        }
        guard tokens.insert(token.hashValue).inserted else {
            return fault(.service, "the service gave the same page token twice, so its list has no end")
        }
        guard barrenPages < Self.barrenPageLimit else {
            return fault(.service, "\(barrenPages) pages in a row told of no further loop, so the list has no end")
        }
        return nil
    }

    /// Ends a pass over the list of a rule, and reads it once more when loops may have been missed.
    ///
    /// While a list of several pages is read, deletions move rows from one page to another: what no pass adds anything to is
    /// whole.
    private mutating func finishPass() {
        let foundMore = selectors[current].listedCount > countBefore
        let needsAnother = pages > 1 && foundMore && passes + 1 < Self.passLimit
        beginPass(ofNext: !needsAnother)
    }

    private mutating func beginPass(ofNext isOfNext: Bool) {
        passes = isOfNext ? 0 : passes + 1
        if isOfNext {
            // Further rules about a missing flow definition need no answer of their own.
            repeat { current += 1 } while current < selectors.count && selectors[current].missing != nil
        }
        countBefore = current < selectors.count ? selectors[current].listedCount : 0
        (tokens, namesInPass, pages, barrenPages) = ([], [], 0, 0)
    }

    /// Takes in that there is no such flow definition: when it is said twice, its rules are passed over.
    ///
    /// Of one that was listed before it is no answer to go by: what its pages told, such as a kept duplicate, is not whole.
    private mutating func passOver(
        _ error: HumanLoopServiceError,
        at now: Duration,
        jitter: Double
    ) -> RunStopReason? {
        hasBeenAnswered = true
        let flowDefinition = selectors[current].rule.flowDefinitionARN
        guard !listed.contains(flowDefinition) else { return fault(.service, error.reportText) }
        missingAnswers += 1
        guard missingAnswers >= LoopLifecycle.missingLookLimit else {
            notBefore = now + rules.waitAfterFailure.delay(beforeLook: missingAnswers, jitter: jitter)
            return nil
        }
        for index in selectors.indices where selectors[index].rule.flowDefinitionARN == flowDefinition {
            selectors[index].missing = missingPolicies[index]
        }
        missingAnswers = 0
        beginPass(ofNext: true)
        return nil
    }

    /// Takes in that there is no page: it is asked for again, or the run ends.
    private mutating func fail(_ error: HumanLoopServiceError, at now: Duration, jitter: Double) -> RunStopReason? {
        if error.kind == .credentials { return .credentials(error) }
        if error.kind == .unreachable, !hasBeenAnswered { return .unreachable(error) }
        hasBeenAnswered = hasBeenAnswered || error.kind == .throttled || error.kind == .server
        let delay = retries.delay(after: error, rules, at: now, jitter: jitter)
        if !hasBeenAnswered, retries.failures >= ServiceContact.strangeAnswerLimit, error.retryVerdict == .passing {
            return .unreachable(error)
        }
        guard let delay else { return fault(error.kind == .accessDenied ? .access : .service, error.reportText) }
        notBefore = now + delay
        calls.retried += 1
        return nil
    }

    private func fault(_ kind: SelectionFault.Kind, _ message: String) -> RunStopReason {
        let rule = selectors[current].rule
        let subject = "the loops of \(rule.flowDefinitionARN) could not be listed"
        return .selection(SelectionFault(kind, line: rule.line, message: "\(subject): \(message)"))
    }
}

extension HumanLoopServiceError {
    /// Whether a list was refused because there is no such flow definition.
    var isOfMissingFlowDefinition: Bool {
        let words = message.lowercased()
        return kind == .notFound
            || kind == .invalid && words.contains("flow definition")
                && ["not exist", "not found", "cannot be found", "could not find"].contains(where: words.contains)
    }
}

/// What is to be done next to find the loops of `select`.
enum SelectionStep: Sendable, Hashable {
    case list(HumanLoopQuery)
    /// Do nothing until so long after the run's start.
    case wait(until: Duration)
    case finish
}

/// Why a rule of `select` could not be followed: the run ends before it looks at any loop.
package struct SelectionFault: Error, Sendable, Hashable {
    /// What kind of trouble it was: what the exit code goes by.
    package enum Kind: Sendable {
        case pattern
        /// The caller may not list the loops.
        case access
        case service
    }

    package var kind: Kind
    /// The line of the manifest that the rule begins on, from 1.
    package var line: Int
    /// What is wrong, without a full stop.
    package var message: String

    package init(_ kind: Kind, line: Int, message: String) {
        self.kind = kind
        self.line = line
        self.message = message
    }
}
