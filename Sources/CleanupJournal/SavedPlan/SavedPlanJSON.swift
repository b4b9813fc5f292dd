import CleanupEngine
import CleanupManifest
import FoundationEssentials
import HumanLoops
package import Support

extension SavedPlan {
    /// Makes the file of a plan that is yet to be made, before anything is called.
    ///
    /// - Parameters:
    ///   - path: its path.
    ///   - files: the files that are read.
    /// - Returns: where the plan is written.
    /// - Throws: `ReportWriteError` when it cannot be made, is read, or holds anything but an earlier plan.
    package static func sink(at path: String, reading files: [String]) throws(ReportWriteError) -> any ByteSink {
        try ReplacedFile.refuse(path, reading: files)
        return try ReplacedFile.create(at: path, replacing: .savedPlan)
    }

    /// Writes the plan to its file, whole or not at all: one JSON document with one loop on a line.
    ///
    /// - Throws: `ReportWriteError` when it cannot be written.
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
                json.member("stays", loop.stays)
                json.member("leftAlone", loop.isLeftAlone)
            }
            try sink.write(index == 0 ? "\n" : ",\n")
            try sink.write(json.take())
        }
        try sink.write("\n]}\n")
    }
}

extension SavedPlan {
    /// Reads a saved plan; what is not understood is refused.
    ///
    /// - Throws: `SavedPlanError.unreadable` when the bytes are no whole saved plan of a schema that is known.
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
        guard let madeAt = Timestamp(rfc3339: plan.madeAt) else {
            throw .unreadable("'\(plan.madeAt)' is no time")
        }
        guard plan.loopCount == document.loops.count else {
            throw .unreadable("it has \(document.loops.count) loops and says \(plan.loopCount)")
        }
        self.init(
            version: plan.version,
            madeAt: madeAt,
            name: plan.name,
            digest: plan.manifestSha256,
            place: SavedPlanPlace(account: plan.account, region: plan.region, endpoint: plan.endpoint),
            loops: []
        )
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
    /// Understands one loop.
    ///
    /// - Throws: `SavedPlanError.unreadable` when a value is not what it must be.
    fileprivate init(_ loop: SavedPlanDocument.Loop) throws(SavedPlanError) {
        guard let name = HumanLoopName(loop.name) else { throw .unreadable("'\(loop.name)' is no loop's name") }
        let creationTime = loop.creationTime.flatMap { Timestamp(rfc3339: $0) }
        guard (loop.status == nil) == (creationTime == nil), (loop.creationTime == nil) == (creationTime == nil) else {
            throw .unreadable("'\(name)' has a status without a creation time, or the other way round")
        }
        if let rule = loop.rule, rule < 1 { throw .unreadable("'\(name)' is of rule \(rule)") }
        let stays = try loop.stays.map { stays throws(SavedPlanError) in try StayingLoop(stays, of: name) }
        self.init(
            name: name,
            status: loop.status.map { HumanLoopStatus($0) },
            creationTime: creationTime,
            flowDefinitionARN: loop.flowDefinitionArn,
            rule: loop.rule.map { $0 - 1 },
            stays: stays,
            isLeftAlone: loop.leftAlone
        )
    }
}

extension StayingLoop {
    /// Understands the loop that stays in the place of a duplicate.
    ///
    /// - Throws: `SavedPlanError.unreadable` when a value is not what it must be.
    fileprivate init(_ stays: StayingLoopDocument, of duplicate: HumanLoopName) throws(SavedPlanError) {
        guard let name = HumanLoopName(stays.name), let creationTime = Timestamp(rfc3339: stays.creationTime) else {
            throw .unreadable("what stays in the place of '\(duplicate)' has no name or no creation time")
        }
        guard name != duplicate else { throw .unreadable("'\(name)' stays in its own place") }
        self.init(name: name, status: HumanLoopStatus(stays.status), creationTime: creationTime)
    }
}

/// A saved plan as its JSON holds it, before its values are understood.
struct SavedPlanDocument: Decodable {
    /// What the plan says of itself.
    struct Plan: Decodable {
        /// This product's version.
        let version: String
        /// When the loops were looked at, in RFC 3339.
        let madeAt: String
        /// The manifest's name.
        let name: String
        /// The digest of the manifest.
        let manifestSha256: String
        /// The account that the manifest asserts.
        let account: String?
        /// The region that was called.
        let region: String
        /// The endpoint that was called.
        let endpoint: String?
        /// How many loops there must be.
        let loopCount: Int
    }

    /// One loop.
    struct Loop: Decodable {
        /// The loop's name.
        let name: String
        /// Where it stood.
        let status: String?
        /// When it was created, in RFC 3339.
        let creationTime: String?
        /// The ARN of its flow definition.
        let flowDefinitionArn: String?
        /// The number of the rule that found it, from 1.
        let rule: Int?
        /// The loop that stays in its place.
        let stays: StayingLoopDocument?
        /// Whether the plan leaves it alone.
        let leftAlone: Bool
    }

    /// The version of the document's meaning.
    let schema: Int
    /// What kind of document it is.
    let type: String
    /// What the plan says of itself.
    let plan: Plan
    /// The loops.
    let loops: [Loop]
}

extension OutputMark {
    /// A saved plan.
    static let savedPlan = OutputMark(
        bytes: Array("{\"schema\":\(ReportSchema.version),\"type\":\"saved_plan\"".utf8),
        kind: "saved plan"
    )
}
