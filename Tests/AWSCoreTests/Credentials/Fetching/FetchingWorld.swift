@testable import AWSCore
import AWSTestSupport

/// All that a provider of credentials fetches with: a script of answers, files in memory, and time that stands still.
struct FetchingWorld {
    /// What answers.
    let transport: ScriptedTransport
    /// The files.
    let files: MemoryFiles
    /// The delays that were waited for.
    let recording: RecordingEnvironment

    /// Makes a world in which it is 2026-11-22T10:00:00Z unless another moment is given.
    init(
        _ steps: [ScriptedTransport.Step] = [],
        files: MemoryFiles = MemoryFiles(),
        now: Int64 = 1_795_341_600,
        isCancelled: Bool = false
    ) {
        transport = ScriptedTransport(steps)
        self.files = files
        recording = RecordingEnvironment(now: now, isCancelled: isCancelled)
    }

    /// What makes the calls.
    var calls: CallTools {
        CallTools(transport, recording.environment, UserAgent(product: "test", version: "1"))
    }

    /// The moment it is, in seconds since the epoch.
    var now: Int64 { recording.environment.secondsSinceEpoch() }

    /// What a provider is made from: variables beside `HOME=/h` and a region, the world's files, and how every program ends.
    func context(
        _ variables: [String: String] = [:],
        reader: (any FileReader)? = nil,
        ending: Result<ProcessEnding, ProcessRunningError> = .failure(.failed(reason: "not scripted"))
    ) throws -> CredentialContext {
        let base = ["HOME": "/h", "AWS_REGION": "us-east-1"]
        return CredentialContext(
            settings: try ConfigurationSources(
                environment: AWSEnvironment(base.merging(variables) { _, new in new }),
                files: files,
                overrides: AWSOverrides()
            ),
            tools: CredentialTools(
                files: reader ?? files,
                writer: files,
                processes: ScriptedProcesses(ending),
                calls: calls
            )
        )
    }

    /// The requests so far, as their first lines.
    var lines: [String] { transport.requests.map(\.line) }

    /// Has a provider give credentials, and tells how it went.
    func result(of provider: some CredentialProvider) async -> Result<ProvidedCredentials, CredentialError> {
        do throws(CredentialError) {
            return .success(try await provider.credentials())
        } catch {
            return .failure(error)
        }
    }
}
