/// Whom to call, as it was decided.
struct CallOptions: Hashable, Sendable {
    /// The profile of the shared AWS files; nil for the environment's choice.
    var profile: String?
    /// The region; nil for the manifest's or the environment's choice.
    var region: String?
    /// The endpoint; nil for the environment's choice or the region's own.
    var endpointURL: String?
    /// The longest time to make a connection.
    var connectTimeout: Duration = .seconds(10)
    /// The longest silence while waiting for an answer.
    var readTimeout: Duration = .seconds(60)
    /// The fleet file of a simulated service; nil to call AWS.
    var fleet: String?
    /// The faults of the simulated service, beside those of its fleet file.
    var faults: [String] = []
    /// The flags that say all this, ready to be pasted after another command; what the environment says is not among them.
    var commandLine = ""
}
