import AWSCore
import Logging

extension CredentialsCache {
    /// Makes what gives this process its keys, looked for in all the places that AWS tools look into.
    ///
    /// - Parameters:
    ///   - environment: the environment variables.
    ///   - overrides: what the options and the manifest decide.
    ///   - transport: what carries requests to those who give keys out.
    ///   - logger: where it is said that keys could not be renewed.
    /// - Returns: a cache that has not asked anybody yet.
    static func ofProcess(
        environment: AWSEnvironment,
        overrides: AWSOverrides,
        transport: AsyncHTTPClientTransport,
        logger: Logger
    ) -> CredentialsCache {
        let tools = CredentialsTools(
            files: LocalFileReader(),
            writer: LocalFileWriter(),
            transport: transport,
            metadataTransport: transport.direct,
            processes: LocalProcessRunner(sleep: CallSurroundings.process.sleep),
            surroundings: .process,
            userAgent: .loopsweep
        )
        let chain = CredentialsChain(environment: environment, overrides: overrides, tools: tools)
        return CredentialsCache(chain, surroundings: .process) { logger.warning("\($0)") }
    }
}
