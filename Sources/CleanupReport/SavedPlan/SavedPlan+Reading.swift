import CleanupEngine
import CleanupManifest
import FoundationEssentials
import HumanLoops

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
