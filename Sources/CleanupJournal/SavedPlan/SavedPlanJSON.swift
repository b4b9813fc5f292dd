import CleanupEngine
import CleanupManifest
import FoundationEssentials
import HumanLoops
package import Support

extension SavedPlan {
    /// Makes the file of a plan that is yet to be made, before anything is called; it may replace an earlier plan.
    package static func sink(at path: String, reading files: [String]) throws(ReportWriteError) -> any ByteSink {
        try ReplacedFile.refuse(path, reading: files)
        return try ReplacedFile.create(at: path, replacing: .savedPlan)
    }

    /// Writes the plan to its file, whole or not at all: one JSON document with one loop on a line.
    package func finish(_ sink: any ByteSink) throws(ReportWriteError) {
        try write(to: sink)
        try sink.finish()
    }

    /// Writes the plan to a sink.
    func write(to sink: any ByteSink) throws(ReportWriteError) {
        var json = JSONWriter()
        // The document is left open for its last member, so that no loop is held back until all are written.
        try sink.write("{\"schema\":\(ReportSchema.version),\"type\":\"saved_plan\",\n\"plan\":")
        json.object { json in
            json.member("version", version)
            json.member("madeAt", madeAt)
            json.member("name", name)
            json.member("manifestSha256", digest)
            json.member("account", place.account)
            json.member("region", place.region)
            json.member("endpoint", place.endpoint)
            json.member("loopCount", loops.count)
            json.member("manifestPath", manifestPath)
            if let manifestText { json.member("manifest", verbatim: manifestText) }
            if !findings.isEmpty { json.member("rules", findings) }
            if !breaches.isEmpty {
                json.array("breaches", of: breaches) { json, breach in
                    json.object { json in
                        json.member("key", breach.key)
                        json.member("message", breach.message)
                    }
                }
            }
        }
        try sink.write(json.take())
        try sink.write(",\n\"loops\":[")
        for (index, loop) in loops.enumerated() {
            json.object { json in
                json.member("name", loop.name)
                json.member("status", loop.status?.description)
                json.member("creationTime", loop.creationTime)
                json.member("flowDefinitionArn", loop.flowDefinitionARN)
                json.member("rule", loop.rule.map { $0 + 1 })
                json.member("stays", loop.keptInstead)
                json.member("leftAlone", loop.isLeftAlone)
                json.member("action", loop.action?.actionCode)
            }
            try sink.write(index == 0 ? "\n" : ",\n")
            try sink.write(json.take())
        }
        try sink.write("\n]}\n")
    }
}

extension SavedPlan {
    /// Reads a saved plan; what is not understood is refused.
    package init(json bytes: [UInt8]) throws(SavedPlanError) {
        let document: SavedPlanDocument
        do {
            document = try JSONDecoder().decode(SavedPlanDocument.self, from: Data(bytes))
        } catch {
            throw .unreadable("it is not a whole JSON document of one")
        }
        guard document.type == "saved_plan", document.schema == ReportSchema.version else {
            throw .unreadable("its type is '\(document.type)' and its schema \(document.schema)")
        }
        let plan = document.plan
        guard let madeAt = Timestamp(rfc3339: plan.madeAt) else { throw .unreadable("'\(plan.madeAt)' is no time") }
        guard plan.loopCount == document.loops.count else {
            throw .unreadable("it has \(document.loops.count) loops and says \(plan.loopCount)")
        }
        self.init(
            version: plan.version,
            madeAt: madeAt,
            name: plan.name,
            digest: plan.manifestSha256,
            place: CalledPlace(account: plan.account, region: plan.region, endpoint: plan.endpoint),
            manifestPath: plan.manifestPath,
            manifestText: plan.manifest,
            loops: []
        )
        findings = try (plan.rules ?? []).map { rule throws(SavedPlanError) in
            if let finding = SelectionFinding(rule) { return finding }
            throw .unreadable("its rule \(rule.rule) is not understood")
        }
        breaches = (plan.breaches ?? []).map { GuardBreach(key: $0.key, message: $0.message) }
        loops.reserveCapacity(document.loops.count)
        var names: Set<HumanLoopName> = []
        for loop in document.loops {
            let loop = try Loop(loop)
            guard names.insert(loop.name).inserted else { throw .unreadable("it has '\(loop.name)' twice") }
            loops.append(loop)
        }
    }
}

extension SavedPlan.Loop {
    fileprivate init(_ loop: SavedPlanDocument.Loop) throws(SavedPlanError) {
        guard let name = HumanLoopName(loop.name) else { throw .unreadable("'\(loop.name)' is no loop's name") }
        let creationTime = loop.creationTime.flatMap { Timestamp(rfc3339: $0) }
        guard (loop.status == nil) == (creationTime == nil), (loop.creationTime == nil) == (creationTime == nil) else {
            throw .unreadable("'\(name)' has a status without a creation time, or the other way round")
        }
        if let rule = loop.rule, rule < 1 { throw .unreadable("'\(name)' is of rule \(rule)") }
        let keptInstead = try loop.stays.map { keptInstead throws(SavedPlanError) in
            try KeptDuplicate(keptInstead, of: name)
        }
        let action = try loop.action.map { code throws(SavedPlanError) in
            guard let action = LoopProposal(actionCode: code) else {
                throw .unreadable("the action '\(code)' of '\(name)' is not known")
            }
            guard (action.outcome != nil) == loop.leftAlone else {
                throw .unreadable("'\(name)' is left alone, and its action is '\(code)', or the other way round")
            }
            return action
        }
        self.init(
            name: name,
            status: loop.status.map { HumanLoopStatus($0) },
            creationTime: creationTime,
            flowDefinitionARN: loop.flowDefinitionArn,
            rule: loop.rule.map { $0 - 1 },
            keptInstead: keptInstead,
            isLeftAlone: loop.leftAlone,
            action: action
        )
    }
}

extension KeptDuplicate {
    fileprivate init(_ keptInstead: KeptDuplicateDocument, of duplicate: HumanLoopName) throws(SavedPlanError) {
        guard let name = HumanLoopName(keptInstead.name),
            let creationTime = Timestamp(rfc3339: keptInstead.creationTime)
        else {
            throw .unreadable("the loop that is kept instead of '\(duplicate)' is missing its name or creation time")
        }
        guard name != duplicate else { throw .unreadable("'\(name)' stays in its own place") }
        self.init(name: name, status: HumanLoopStatus(keptInstead.status), creationTime: creationTime)
    }
}

/// A saved plan as its JSON holds it, before its values are understood.
struct SavedPlanDocument: Decodable {
    struct Breach: Decodable {
        let key, message: String
    }

    struct Plan: Decodable {
        let version, name, manifestSha256, region: String
        /// When the loops were looked at, in RFC 3339.
        let madeAt: String
        let account, endpoint, manifestPath, manifest: String?
        let rules: [FindingDocument]?
        let breaches: [Breach]?
        /// How many loops there must be.
        let loopCount: Int
    }

    struct Loop: Decodable {
        let name: String
        /// What was seen of it, its time in RFC 3339.
        let status, creationTime, flowDefinitionArn: String?
        /// The number of the rule that found it, from 1.
        let rule: Int?
        let stays: KeptDuplicateDocument?
        let leftAlone: Bool
        let action: String?
    }

    let schema: Int
    let type: String
    let plan: Plan
    let loops: [Loop]
}

extension OutputMark {
    package static let savedPlan = OutputMark(
        bytes: Array("{\"schema\":\(ReportSchema.version),\"type\":\"saved_plan\"".utf8),
        kind: "saved plan"
    )
}
