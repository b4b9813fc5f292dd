/// What a person asks to be removed, as a manifest says it, with every default filled in.
package struct CleanupManifest: Sendable, Equatable {
    /// The manifest's `metadata.name`: the lock, the report and the confirmation word go by it.
    package var name: String
    /// The account and region every loop must belong to.
    package var target: CleanupTarget
    /// What must hold before the first stop or delete.
    package var guards: CleanupGuards
    /// How fast, and for how long, the run works.
    package var execution: ExecutionSettings
    /// The settings that loops share, each once; `LoopEntry.settings` is an index into this list.
    package var settings: [LoopSettings]
    /// The loops to remove in the order of the manifest, each name once.
    package var loops: LoopTable
    /// What it says of itself besides its name.
    package var details: ManifestDetails
    /// The rules by which further loops are found when the plan is made, in the order of the manifest.
    package var selections: [SelectionRule]
    /// The files that name the loops, as the user named them: the manifest first, then those of `loopsFrom`.
    package var sources: [String]
    /// The SHA-256 of each file of `loopsFrom`, in hexadecimal, of the very bytes that the loops were read from.
    package var listDigests: [String]
    /// The SHA-256 of the manifest itself, of the very bytes that it was decoded from; nil when it is not from a file.
    package var fileDigest: String?

    /// Makes a manifest from its parts.
    package init(
        name: String,
        target: CleanupTarget = CleanupTarget(),
        guards: CleanupGuards = CleanupGuards(),
        execution: ExecutionSettings = ExecutionSettings(),
        settings: [LoopSettings] = [LoopSettings()],
        loops: LoopTable = [],
        details: ManifestDetails = ManifestDetails(),
        selections: [SelectionRule] = [],
        sources: [String] = [],
        listDigests: [String] = [],
        fileDigest: String? = nil
    ) {
        self.name = name
        self.target = target
        self.guards = guards
        self.execution = execution
        self.settings = settings
        self.loops = loops
        self.details = details
        self.selections = selections
        self.sources = sources
        self.listDigests = listDigests
        self.fileDigest = fileDigest
    }
}

/// What a manifest says of itself besides its name: for people, plans and reports; nothing is decided by it.
package struct ManifestDetails: Sendable, Hashable {
    /// Who answers for the clean-up.
    package var owner: String?
    /// Where it was asked for.
    package var ticket: String?
    /// What it is for.
    package var description: String?
    /// The author's own labels, copied to reports, in the order of the manifest.
    package var labels: [ManifestLabel]

    /// Makes details; what is not given is not said.
    package init(owner: String? = nil, ticket: String? = nil, description: String? = nil, labels: [ManifestLabel] = [])
    {
        self.owner = owner
        self.ticket = ticket
        self.description = description
        self.labels = labels
    }
}

/// One of the author's own labels of a manifest.
package struct ManifestLabel: Sendable, Hashable {
    /// The label's key, once in a manifest.
    package var key: String
    /// Its value.
    package var value: String

    /// Makes a label.
    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

/// The account and region that a manifest says its loops are in; compared with the ARN of every loop described.
package struct CleanupTarget: Sendable, Hashable {
    /// The account's twelve digits; nil when neither `target` nor an ARN of the manifest says.
    package var account: String?
    /// The region; nil when neither `target` nor an ARN says: the flag, the environment or the profile does.
    package var region: String?

    /// Makes a target from its parts.
    package init(account: String? = nil, region: String? = nil) {
        self.account = account
        self.region = region
    }
}

extension CleanupTarget {
    /// Whether another target can be the same account and region: nothing that both say differs.
    package func mayBe(_ other: CleanupTarget) -> Bool {
        Self.mayAgree(account, other.account) && Self.mayAgree(region, other.region)
    }

    /// Whether two values do not differ as far as they are known.
    private static func mayAgree(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return true }
        return one == other
    }
}
