package import CleanupManifest
package import HumanLoops

/// What a report says of a run before its first result: the substance of a `run_start` line.
package struct RunStart: Sendable, Hashable {
    package var runID: String
    package var version: String
    package var name: String
    package var manifestPath: String
    /// What the manifest says of itself.
    package var details = ManifestDetails()
    /// The account the manifest asserts, else that of the credentials; nil when no one tells.
    package var account: String?
    package var region: String
    package var endpoint: String
    /// How many manifests the file holds, which are run one after the other.
    package var documentCount = 1
    /// How many loops the manifest names; what its rules find comes on top of them.
    package var loopCount: Int
    /// The digest of the manifest's files, in hexadecimal; nil when they cannot be read a second time.
    package var manifestDigest: String?
    /// The digest of the saved plan that is followed, in hexadecimal; nil when none is.
    package var planDigest: String?
    /// A digest of the access key's id, by which the same keys are known again; nil when it is not known.
    package var accessKeyDigest: String?
    /// Whether the service is simulated inside the process: such a run is a rehearsal.
    package var isSimulated = false
    /// Whether earlier parts of the run may have stopped or deleted loops.
    package var isResumed = false
    package var caller = RunCaller()
    package var invocation = RunInvocation()
    package var startedAt: Timestamp

    package init(
        runID: String,
        version: String,
        name: String,
        manifestPath: String,
        account: String?,
        region: String,
        endpoint: String,
        loopCount: Int,
        startedAt: Timestamp
    ) {
        self.runID = runID
        self.version = version
        self.name = name
        self.manifestPath = manifestPath
        self.account = account
        self.region = region
        self.endpoint = endpoint
        self.loopCount = loopCount
        self.startedAt = startedAt
    }
}

/// Who began a run, or a part of it.
package struct RunCaller: Sendable, Hashable {
    /// Whom AWS takes the caller for; nil when neither STS nor the credentials said.
    package var arn: String?
    /// The machine's name; nil when it has none.
    package var host: String?
    /// Nil in what an earlier version wrote.
    package var consent: Consent?

    package init() {}
}

/// How consent to stop and delete is given.
package enum Consent: String, Sendable {
    /// The manifest's name is typed on the terminal.
    case typed
    /// With `--confirm`.
    case confirm
    /// With `--yes`.
    case yes
}
