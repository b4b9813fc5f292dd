import CleanupEngine
import CleanupManifest
import FoundationEssentials
import HumanLoops
import Support

extension JournalLine {
    /// Reads one line, without its line feed; what is not understood is refused.
    init(json bytes: [UInt8], decoder: JSONDecoder = JSONDecoder()) throws(JournalError) {
        let document: JournalLineDocument
        do {
            document = try decoder.decode(JournalLineDocument.self, from: Data(bytes))
        } catch {
            throw .unreadable("it is no JSON object of a report")
        }
        guard document.schema == ReportSchema.version else {
            throw .unreadable("its schema is \(document.schema), which this version does not know")
        }
        switch document.type {
        case "run_start": self = .event(.start(try document.start()))
        case "run_resume": self = .event(.resumption(try document.resumption()))
        case "run_listing":
            self = .event(.listing(since: try document.moment(document.since, "since")))
        case "run_scope": self = .event(.scope(try document.scope()))
        case "loop_identity": self = .event(.identities([try document.sighting()]))
        case "loop_intent": self = .event(.intent(try document.intent()))
        case "loop_result": self = .event(.result(try document.result()))
        case "run_end": self = .end(try document.end())
        default: self = .other(document.type)
        }
    }
}

extension JournalLineDocument {
    fileprivate func start() throws(JournalError) -> RunStart {
        var start = RunStart(
            runID: try required(runId, "runId"),
            version: try required(version, "version"),
            name: try required(name, "name"),
            manifestPath: try required(manifestPath, "manifestPath"),
            account: account,
            region: try required(region, "region"),
            endpoint: try required(endpoint, "endpoint"),
            loopCount: try count(required(loopCount, "loopCount"), "loopCount"),
            startedAt: try moment(startedAt, "startedAt")
        )
        start.manifestDigest = manifestSha256
        start.planDigest = planSha256
        start.accessKeyDigest = accessKeyDigest
        start.isSimulated = simulated ?? false
        start.documentCount = documentCount ?? 1
        start.caller = caller
        start.invocation.resumeCommand = Self.runCommand(resumeCommand)
        start.invocation.deleteCommand = Self.runCommand(deleteCommand)
        start.invocation.directory = directory ?? ""
        return start
    }

    fileprivate func resumption() throws(JournalError) -> RunResumption {
        var resumption = RunResumption(
            runID: try required(runId, "runId"),
            version: try required(version, "version"),
            segment: try count(required(segment, "segment"), "segment"),
            droppedBytes: droppedBytes ?? 0,
            resumedAt: try moment(resumedAt, "resumedAt")
        )
        resumption.caller = caller
        return resumption
    }

    /// A command line that may be shown to be pasted; empty for any other.
    private static func runCommand(_ text: String?) -> String { text.flatMap { ShellWord.isRun($0) ? $0 : nil } ?? "" }

    private var caller: RunCaller {
        var caller = RunCaller()
        caller.arn = callerArn
        caller.host = host
        // Evidence for people: a word that a later version writes is no reason to refuse the journal.
        caller.consent = consent.flatMap { Consent(rawValue: $0) }
        return caller
    }

    fileprivate func scope() throws(JournalError) -> RunScope {
        RunScope(
            namedCount: try count(namedCount ?? 0, "namedCount"),
            foundCount: try count(foundCount ?? 0, "foundCount"),
            findings: try (rules ?? []).map { rule throws(JournalError) in
                if let finding = SelectionFinding(rule) { return finding }
                throw .unreadable("its rule \(rule.rule) is not understood")
            },
            at: try moment(at, "at")
        )
    }

    fileprivate func sighting() throws(JournalError) -> LoopSighting {
        LoopSighting(
            name: try loopName(),
            status: HumanLoopStatus(try required(status, "status")),
            creationTime: try moment(creationTime, "creationTime"),
            flowDefinitionARN: flowDefinitionArn,
            rule: try ruleIndex(),
            keptInstead: try keptDuplicate()
        )
    }

    fileprivate func intent() throws(JournalError) -> LoopIntent {
        var intent = LoopIntent(
            operation: try loopOperation(required(operation, "operation")),
            loop: HumanLoop(
                name: try loopName(),
                status: HumanLoopStatus(try required(status, "status")),
                creationTime: try moment(creationTime, "creationTime"),
                flowDefinitionARN: flowDefinitionArn,
                arn: humanLoopArn,
                failureCode: failureCode,
                failureReason: failureReason,
                outputS3URI: outputS3Uri
            ),
            manifestLine: try count(required(manifestLine, "manifestLine"), "manifestLine"),
            rule: try ruleIndex(),
            at: try moment(at, "at")
        )
        intent.manifestFile = manifestFile
        intent.keptInstead = try keptDuplicate()
        return intent
    }

    fileprivate func result() throws(JournalError) -> LoopResult {
        guard let outcome = LoopOutcome(rawValue: try required(outcome, "outcome")) else {
            throw .unreadable("its outcome is not known")
        }
        var result = LoopResult(
            name: try loopName(),
            outcome: outcome,
            manifestLine: try count(required(manifestLine, "manifestLine"), "manifestLine"),
            endedAt: try moment(endedAt, "endedAt")
        )
        result.manifestFile = manifestFile
        result.rule = try ruleIndex()
        result.keptInstead = try keptDuplicate()
        result.reason = reason
        result.initialStatus = initialStatus.map { HumanLoopStatus($0) }
        result.finalStatus = finalStatus.map { HumanLoopStatus($0) }
        result.stoppedByRun = stoppedByRun ?? false
        result.unansweredOperation = try unansweredOperation.map { text throws(JournalError) in
            try loopOperation(text)
        }
        result.creationTime = try optionalMoment(creationTime, "creationTime")
        result.flowDefinitionARN = flowDefinitionArn
        result.humanLoopARN = humanLoopArn
        result.outputS3URI = outputS3Uri
        result.failureCode = failureCode
        result.failureReason = failureReason
        result.dataRetainedUntil = try optionalMoment(dataRetainedUntil, "dataRetainedUntil")
        result.problem = error.map {
            LoopProblem(code: $0.code, message: $0.message, requestID: $0.requestId, httpStatus: $0.httpStatus)
        }
        result.calls = try callCounts()
        result.startedAt = try optionalMoment(startedAt, "startedAt")
        result.waited = try waited()
        return result
    }

    fileprivate func end() throws(JournalError) -> JournalEnd {
        var counts = OutcomeCounts()
        for (text, number) in try required(outcomes, "outcomes") {
            guard let outcome = LoopOutcome(rawValue: text) else { throw .unreadable("'\(text)' is no outcome") }
            counts[outcome] = try count(number, "outcomes")
        }
        return JournalEnd(
            loopCount: try loopCount.map { number throws(JournalError) in try count(number, "loopCount") },
            outcomes: counts,
            calls: try callCounts(upTo: Self.greatestTotal),
            resultCount: resultCount,
            resultsDigest: resultsSha256,
            stopReasonCode: halt?.code,
            exitCode: exitCode.flatMap { ExitCode(rawValue: $0) },
            endedAt: try moment(endedAt, "endedAt")
        )
    }

    private func keptDuplicate() throws(JournalError) -> KeptDuplicate? {
        guard let stays else { return nil }
        return KeptDuplicate(
            name: try loopName(stays.name),
            status: HumanLoopStatus(stays.status),
            creationTime: try moment(stays.creationTime, "creationTime")
        )
    }

    /// Reads which rule found the loop, from 0; nil when the loop is named.
    private func ruleIndex() throws(JournalError) -> Int? {
        guard let rule else { return nil }
        guard rule > 0 else { throw .unreadable("its 'rule' is \(rule), and rules are counted from 1") }
        return try count(rule, "rule") - 1
    }

    /// Reads the member `calls`; what is absent counts 0.
    private func callCounts(upTo limit: Int = greatestCount) throws(JournalError) -> CallCounts {
        var counts = CallCounts()
        counts.describe = try count(calls?.describe ?? 0, "calls", upTo: limit)
        counts.list = try count(calls?.list ?? 0, "calls", upTo: limit)
        counts.stop = try count(calls?.stop ?? 0, "calls", upTo: limit)
        counts.delete = try count(calls?.delete ?? 0, "calls", upTo: limit)
        counts.throttled = try count(calls?.throttled ?? 0, "calls", upTo: limit)
        counts.retried = try count(calls?.retried ?? 0, "calls", upTo: limit)
        return counts
    }

    private func waited() throws(JournalError) -> Duration {
        let seconds = waitedSeconds ?? 0
        guard (0...Double(Self.greatestCount)).contains(seconds) else {
            throw .unreadable("its 'waitedSeconds' is not a length of time")
        }
        return .milliseconds(Int64((seconds * 1_000).rounded()))
    }

    /// The greatest number that any member may have: a billion lines of it can be added up.
    private static var greatestCount: Int { 4_294_967_295 }
    /// The greatest number of calls that the end of a run may tell, which adds all its lines up.
    private static var greatestTotal: Int { .max / 16 }

    private func count(_ number: Int, _ key: String, upTo limit: Int = greatestCount) throws(JournalError) -> Int {
        guard (0...limit).contains(number) else {
            throw .unreadable("its '\(key)' is \(number), which is no count")
        }
        return number
    }

    private func loopOperation(_ text: String) throws(JournalError) -> HumanLoopOperation {
        guard let operation = HumanLoopOperation(rawValue: text) else {
            throw .unreadable("its operation is not known")
        }
        return operation
    }

    private func loopName() throws(JournalError) -> HumanLoopName { try loopName(required(name, "name")) }

    private func loopName(_ text: String) throws(JournalError) -> HumanLoopName {
        guard let name = HumanLoopName(text) else { throw .unreadable("'\(text)' is not a loop's name") }
        return name
    }

    fileprivate func moment(_ text: String?, _ key: String) throws(JournalError) -> Timestamp {
        try required(try optionalMoment(text, key), key)
    }

    private func optionalMoment(_ text: String?, _ key: String) throws(JournalError) -> Timestamp? {
        guard let text else { return nil }
        guard let moment = Timestamp(rfc3339: text) else { throw .unreadable("its '\(key)' is no time") }
        return moment
    }

    private func required<Value>(_ value: Value?, _ key: String) throws(JournalError) -> Value {
        guard let value else { throw .unreadable("it has no '\(key)'") }
        return value
    }
}
