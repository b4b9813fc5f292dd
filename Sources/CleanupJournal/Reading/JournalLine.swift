import CleanupEngine
import CleanupManifest
import Support

/// One line of a report in JSON Lines, understood.
enum JournalLine: Sendable, Hashable {
    /// What happened in the run, but for its end.
    case event(RunEvent)
    /// `run_end`, which says of the run what it did and of the lines before it what they come to.
    case end(JournalEnd)
    /// A line of a type that this version does not know: what is added within a schema may be passed over.
    case other(String)
}

/// A line of a report as its JSON holds it, before its values are understood: the members of all types of lines.
struct JournalLineDocument: Decodable {
    struct Problem: Decodable {
        let code, message: String
        let requestId: String?
        let httpStatus: Int?
    }

    struct Calls: Decodable {
        /// Requests by operation, and how many of them were throttled or repeated another.
        let describe, list, stop, delete, throttled, retried: Int?
    }

    struct Halt: Decodable {
        let code: String
    }

    let schema: Int, type: String
    let rules: [FindingDocument]?
    /// What says which run it is.
    let runId, version, manifestPath, manifestSha256, planSha256, account, accessKeyDigest, region, endpoint: String?
    let callerArn, host, consent: String?
    /// How the run is continued, and in which folder.
    let resumeCommand, deleteCommand, directory: String?
    let simulated, stoppedByRun: Bool?
    let documentCount, loopCount, namedCount, foundCount, resultCount: Int?
    /// Which part of a run begins, from 2, and how many bytes of the last part's torn line were dropped.
    let segment, droppedBytes: Int?
    /// What says which loop it is, or how the manifest is called.
    let name: String?
    /// Where the manifest names the loop: a line, or a rule from 1.
    let manifestLine, rule: Int?
    /// The file that names the loop, when it is not the manifest.
    let manifestFile: String?
    let stays: KeptDuplicateDocument?
    let status, creationTime, flowDefinitionArn, humanLoopArn, outputS3Uri, failureCode, failureReason: String?
    let resultsSha256: String?
    let operation, unansweredOperation, outcome, reason, initialStatus, finalStatus, dataRetainedUntil: String?
    let error: Problem?
    let calls: Calls?
    /// When things happened, in RFC 3339.
    let at, since, startedAt, endedAt, resumedAt: String?
    let waitedSeconds: Double?
    let outcomes: [String: Int]?
    let halt: Halt?
    let exitCode: Int32?
}

/// What a rule came to, as JSON holds it.
struct FindingDocument: Decodable {
    let rule, manifestLine: Int
    let flowDefinitionArn: String
    let listed, matched, excluded, named, earlier, later: Int?
    let missing: String?
}

extension SelectionFinding {
    /// Takes over what JSON holds; nil when a number is no count or a word is not known.
    init?(_ document: FindingDocument) {
        let counts = [
            document.listed, document.matched, document.named, document.earlier, document.excluded, document.later,
        ].map { $0 ?? 0 }
        guard ([document.manifestLine] + counts).allSatisfy({ (0...4_294_967_295).contains($0) }) else { return nil }
        let missing = document.missing.flatMap { MissingPolicy(rawValue: $0) }
        guard (missing == nil) == (document.missing == nil) else { return nil }
        self.init(
            flowDefinitionARN: document.flowDefinitionArn,
            manifestLine: document.manifestLine,
            listed: counts[0],
            matched: counts[1],
            named: counts[2],
            earlier: counts[3],
            missing: missing
        )
        (excluded, later) = (counts[4], counts[5])
    }
}

/// The kept duplicate, as JSON holds it, its time in RFC 3339.
struct KeptDuplicateDocument: Decodable {
    let name, status, creationTime: String
}
