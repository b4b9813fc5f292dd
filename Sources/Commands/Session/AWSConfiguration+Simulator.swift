import Simulator
import AWSCore
import AWSServices
import AWSSigning
import Support

extension AWSConfiguration {
    /// Makes the configuration by which a simulator of a fleet is called.
    ///
    /// The user's own environment and files are not looked at: a rehearsal never has real keys.
    ///
    /// - Throws: `CommandFailure` when the fleet's region cannot be used.
    static func forSimulator(at url: String, of fleet: Fleet) throws(CommandFailure) -> AWSConfiguration {
        do {
            return try AWSConfiguration.resolve(
                .a2iRuntime,
                environment: AWSEnvironment([:]),
                files: NoFiles(),
                overrides: AWSOverrides(region: fleet.region, endpointURL: url)
            )
        } catch {
            throw CommandFailure(error)
        }
    }
}

extension AWSCredentials {
    /// The keys of a rehearsal with a fleet that names none.
    static let rehearsal = AWSCredentials(
        accessKeyID: "REHEARSAL",
        secretAccessKey: Secret("rehearsal"),
        sessionToken: nil
    )
}
