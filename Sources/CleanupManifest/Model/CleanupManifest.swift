/// What a person asks to be removed, as a manifest says it, with every default filled in.
package struct CleanupManifest: Sendable, Equatable {
    /// The manifest's `metadata.name`: the lock, the report and the confirmation word go by it.
    package var name: String
    package var target = CleanupTarget()
    package var guards = CleanupGuards()
    package var execution = ExecutionSettings()
    /// The settings that loops share, each once; `LoopEntry.settings` is an index into this list.
    package var settings = [LoopSettings()]
    /// The loops to remove in the order of the manifest, each name once.
    package var loops = LoopTable()
    package var details = ManifestDetails()
    /// The rules by which further loops are found when the plan is made, in the order of the manifest.
    package var selections: [SelectionRule] = []
    /// The files that name the loops, as the user named them: the manifest first, then those of `loopsFrom`.
    package var sources: [String] = []
    /// The SHA-256 of each file of `loopsFrom`, in hexadecimal, of the very bytes that the loops were read from.
    package var listDigests: [String] = []
    /// The SHA-256 of the manifest itself, of the very bytes that it was decoded from; nil when it is not from a file.
    package var fileDigest: String?
    /// The bytes of the manifest's file, when they are few; nil when it is longer, or not from a file.
    package var fileBytes: [UInt8]?
}

extension CleanupManifest {
    package init(
        name: String,
        target: CleanupTarget,
        execution: ExecutionSettings = ExecutionSettings(),
        loops: LoopTable = []
    ) {
        self.init(name: name, target: target, guards: CleanupGuards(), execution: execution, loops: loops)
    }

    /// All that a manifest says, as it is to be written, without its loops and what they share.
    package var sections: [ManifestMember] { ManifestKey.members(of: self) }
}
