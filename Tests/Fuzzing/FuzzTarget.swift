/// The kinds of input that are made up; the raw value is the name of the target and of the folder of its seeds.
enum FuzzTarget: String, CaseIterable {
    /// Manifests, in YAML and JSON.
    case manifest
    /// Lists of `loopsFrom`, in each of their formats.
    case list
    /// Fleet files of the simulator.
    case fleet
    /// Reports in JSON Lines.
    case journal
    /// Saved plans.
    case savedPlan = "saved-plan"
    /// Answers of the A2I Runtime API to single calls.
    case serviceAnswer = "service-answer"
    /// Answers of the A2I Runtime API to all calls of a run.
    case run
    /// What the sources of credentials answer, print and keep in files.
    case credentials
    /// The shared configuration and credentials files, and environment variables.
    case awsFile = "aws-file"

    /// Reads an input, and checks what came of it.
    func test(_ bytes: [UInt8]) {
        switch self {
        case .manifest: ManifestTarget.test(bytes)
        case .list: ListTarget.test(bytes)
        case .fleet: FleetTarget.test(bytes)
        case .journal: JournalTarget.test(bytes)
        case .savedPlan: SavedPlanTarget.test(bytes)
        case .serviceAnswer: ServiceAnswerTarget.test(bytes)
        case .run: RunTarget.test(bytes)
        case .credentials: CredentialsTarget.test(bytes)
        case .awsFile: AWSFileTarget.test(bytes)
        }
    }
}
