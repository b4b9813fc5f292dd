package import CleanupEngine
package import CleanupManifest
package import HumanLoops
import Support

/// A plan that was written down to be reviewed, and is to be followed to the letter by a later run.
package struct SavedPlan: Sendable, Hashable {
    /// One loop of the plan, as `PlannedLoop` has it; without a status and a time when it was missing.
    package struct Loop: Sendable, Hashable {
        package var name: HumanLoopName
        package var status: HumanLoopStatus?
        package var creationTime: Timestamp?
        /// The ARN of its flow definition; nil when it was missing or the service told none.
        package var flowDefinitionARN: String?
        package var rule: Int?
        package var keptInstead: KeptDuplicate?
        package var isLeftAlone = false
        /// What a run does with it; nil in plans of earlier versions.
        package var action: LoopProposal?
    }

    package var version: String
    package var madeAt: Timestamp
    /// The manifest's `metadata.name`.
    package var name: String
    /// The SHA-256 of the manifest's bytes and those of the files it names loops in, in hexadecimal.
    package var digest: String
    package var place: CalledPlace
    /// The manifest's path as it was given; nil in plans of earlier versions.
    package var manifestPath: String?
    /// The manifest, letter by letter, where that is all a run needs; nil where it names lists, or is too long.
    package var manifestText: String?
    /// The loops in the order of the plan.
    package var loops: [Loop]
    /// What the rules came to when one of their flow definitions was missing; else empty.
    package var findings: [SelectionFinding] = []
    /// The guards that refused the plan when it was made; empty when all held, and in plans of earlier versions.
    package var breaches: [GuardBreach] = []
}

extension SavedPlan {
    package init(_ plan: CleanupPlan, version: String, madeAt: Timestamp, digest: String, place: CalledPlace) {
        let loops = plan.loops.map { planned in
            Loop(
                name: planned.name,
                status: planned.loop?.status,
                creationTime: planned.loop?.creationTime,
                flowDefinitionARN: planned.loop?.flowDefinitionARN,
                rule: planned.rule,
                keptInstead: planned.keptInstead,
                isLeftAlone: planned.proposal.outcome != nil,
                action: planned.proposal
            )
        }
        self.init(version: version, madeAt: madeAt, name: plan.name, digest: digest, place: place, loops: loops)
        if plan.findings.contains(where: { $0.missing != nil }) { findings = plan.findings }
        breaches = plan.breaches
    }
}

/// Why a saved plan cannot be followed.
package enum SavedPlanError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file is no saved plan, or not a whole one.
    case unreadable(String)
    /// It is not of this manifest, place or time any more.
    case unfit(String)

    package var description: String {
        switch self {
        case .unreadable(let problem): "it is no saved plan: \(problem); make one with 'loopsweep plan --out'"
        case .unfit(let problem): "\(problem); make a new plan and review it"
        }
    }
}
