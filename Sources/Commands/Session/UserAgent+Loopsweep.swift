import AWSCore

extension UserAgent {
    /// How this program names itself to AWS.
    static let loopsweep = UserAgent(product: "loopsweep", version: LoopsweepCommand.version)
}
