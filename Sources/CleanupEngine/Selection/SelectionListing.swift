import CleanupManifest
import HumanLoops

/// Reads all pages of all rules of `select`, one after the other: told what came back, it says what to ask for next.
///
/// It makes no call and reads no clock; `CleanupRun` does both for it.
struct SelectionListing {
    /// One selector for each rule, in the order of the manifest.
    private(set) var selectors: [LoopSelector]
    /// The calls that were spent.
    private(set) var calls = CallCounts()
    /// Which rule is being read.
    private var current = 0
    /// What the next page is asked for with; nil for a first page.
    private var token: String?
    /// The tokens that the service gave for the rule being read.
    private var tokens: Set<String> = []
    /// How fast lists may be asked for.
    private var pace: OperationPace
    /// When the last list was asked for.
    private var sentAt = Duration.zero
    /// When the next list may be asked for, whatever the pace.
    private var notBefore = Duration.zero
    /// How many calls in a row came to nothing.
    private var failures = 0
    /// How many calls in a row were throttled.
    private var throttles = 0
    /// Whether any call was ever answered by the service itself.
    private var hasBeenAnswered = false
    /// How what came to nothing is tried again.
    private let rules: LoopRules

    /// Prepares to read the lists of a manifest's rules.
    ///
    /// - Parameters:
    ///   - manifest: what is to be followed.
    ///   - touched: the loops that an earlier part of the run has changed, which nothing stays for.
    ///   - now: the moment from which ages are counted.
    /// - Throws: `SelectionFault` when an expression of a rule is none.
    init(
        _ manifest: CleanupManifest,
        removing touched: Set<HumanLoopName> = [],
        now: Timestamp
    ) throws(SelectionFault) {
        // A loop that a rule had found is named only where an earlier part of the run goes on with it.
        let removing = touched.union(manifest.loops.lazy.filter { $0.rule != nil }.map(\.name))
        var selectors: [LoopSelector] = []
        for rule in manifest.selections { selectors.append(try LoopSelector(rule, now: now, removing: removing)) }
        self.selectors = selectors
        pace = OperationPace(ceiling: manifest.execution.callsPerSecond)
        rules = LoopRules(retry: manifest.execution.retry)
    }

    /// How many loops have been listed so far.
    var listedCount: Int { selectors.reduce(0) { $0 + $1.listedCount } }

    /// Says what to do now; a list that is asked for counts as sent.
    mutating func next(at now: Duration) -> SelectionStep {
        guard current < selectors.count else { return .finish }
        let opening = max(notBefore, pace.opensAt)
        guard opening <= now else { return .wait(until: opening) }
        pace.started(at: now)
        sentAt = now
        var query = selectors[current].query
        query.nextToken = token
        return .list(query)
    }

    /// Takes in how a list came back.
    ///
    /// - Parameters:
    ///   - reply: the page, or why there is none.
    ///   - now: the time since the run's start.
    ///   - jitter: a random number from 0 up to 1, used where a delay is drawn.
    /// - Returns: what ends the run; nil when it goes on.
    mutating func take(
        _ reply: Result<HumanLoopAnswer<HumanLoopPage>, HumanLoopServiceError>,
        at now: Duration,
        jitter: Double
    ) -> RunHalt? {
        switch reply {
        case .success(let answer):
            count(answer.attempts, wasThrottled: false, at: now)
            return turn(answer.value)
        case .failure(let error):
            count(error.attempts, wasThrottled: error.kind == .throttled, at: now)
            return fail(error, at: now, jitter: jitter)
        }
    }

    /// Takes in a page, and goes on to the next page or the next rule.
    private mutating func turn(_ page: HumanLoopPage) -> RunHalt? {
        (failures, throttles, hasBeenAnswered) = (0, 0, true)
        for loop in page.summaries { selectors[current].take(loop) }
        token = page.nextToken
        if let token {
            guard tokens.insert(token).inserted else {
                return fault(.service, "the service gave the same page token twice, so its list has no end")
            }
        } else {
            current += 1
            tokens = []
        }
        return nil
    }

    /// Takes in that there is no page: it is asked for again, or the run ends.
    private mutating func fail(_ error: HumanLoopServiceError, at now: Duration, jitter: Double) -> RunHalt? {
        switch error.kind {
        case .credentials:
            return .credentials(error)
        case .throttled:
            (throttles, hasBeenAnswered) = (throttles + 1, true)
            notBefore = now + rules.waitAfterThrottle.delay(beforeLook: throttles, jitter: jitter)
        case .unreachable where !hasBeenAnswered:
            return .unreachable(error)
        case .noAnswer, .unreadable, .server, .unreachable, .cancelled, .heldBack:
            failures += 1
            hasBeenAnswered = hasBeenAnswered || error.kind == .server
            if !hasBeenAnswered, failures >= RunState.strangeAnswerLimit { return .unreachable(error) }
            if failures >= LoopLifecycle.lookLimit { return fault(.service, text(of: error)) }
            notBefore = now + rules.waitAfterFailure.delay(beforeLook: failures, jitter: jitter)
        case .accessDenied:
            return fault(.access, text(of: error))
        case .notFound, .invalid, .rejected:
            return fault(.service, text(of: error))
        }
        calls.retried += 1
        return nil
    }

    /// Counts the requests of a call.
    private mutating func count(_ attempts: Int, wasThrottled: Bool, at now: Duration) {
        calls.list += attempts
        calls.retried += max(0, attempts - 1)
        if wasThrottled { calls.throttled += 1 }
        if attempts > 1 { pace.started(attempts - 1, at: now) }
        pace.answered(wasThrottled: wasThrottled, sentAt: sentAt, at: now)
    }

    /// Makes the end of a run whose rule cannot be followed.
    private func fault(_ kind: SelectionFault.Kind, _ message: String) -> RunHalt {
        let rule = selectors[current].rule
        let subject = "the loops of \(rule.flowDefinitionARN) could not be listed"
        return .selection(SelectionFault(kind, line: rule.line, message: "\(subject): \(message)"))
    }

    /// An error's code, words and request id, as far as there are any.
    private func text(of error: HumanLoopServiceError) -> String {
        let words = error.message.isEmpty ? error.code : "\(error.code): \(error.message)"
        return error.requestID.map { "\(words) (request id \($0))" } ?? words
    }
}
