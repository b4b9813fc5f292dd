@testable import AWSCore
import AWSTestSupport

/// All that a provider of credentials fetches with: a script of answers, files in memory, and time that stands still.
struct FetchingWorld {
    /// What answers.
    let transport: ScriptedTransport
    /// The files.
    let files: MemoryFiles
    /// The delays that were waited for.
    let recording: RecordingSurroundings

    /// Makes a world in which it is 2026-11-22T10:00:00Z unless another moment is given.
    init(
        _ steps: [ScriptedTransport.Step] = [],
        files: MemoryFiles = MemoryFiles(),
        now: Int64 = 1_795_341_600,
        isCancelled: Bool = false
    ) {
        transport = ScriptedTransport(steps)
        self.files = files
        recording = RecordingSurroundings(now: now, isCancelled: isCancelled)
    }

    /// What makes the calls.
    var calls: UnsignedCalls {
        UnsignedCalls(
            transport: transport,
            surroundings: recording.surroundings,
            userAgent: UserAgent(product: "test", version: "1")
        )
    }

    /// The requests so far, as their first lines.
    var lines: [String] { transport.requests.map(\.line) }

    /// Has a provider give credentials, and tells how it went.
    func result(of provider: some CredentialsProvider) async -> Result<ProvidedCredentials, CredentialsError> {
        do throws(CredentialsError) {
            return .success(try await provider.credentials())
        } catch {
            return .failure(error)
        }
    }
}
