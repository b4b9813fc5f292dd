@testable import AWSCore
import AWSSigning
import Support
import Synchronization

/// Programs that all end in the same way, and are remembered.
final class ScriptedProcesses: ProcessRunner {
    /// How every program ends.
    private let ending: Result<ProcessEnding, ProcessRunningError>
    /// The command lines so far.
    private let run = Mutex<[[String]]>([])

    /// Makes programs.
    init(_ ending: Result<ProcessEnding, ProcessRunningError>) {
        self.ending = ending
    }

    /// The command lines so far.
    var commandLines: [[String]] { run.withLock { $0 } }

    /// Ends as all do.
    ///
    /// - Throws: `ProcessRunningError` of the script.
    func run(_ arguments: Secret<[String]>) async throws(ProcessRunningError) -> ProcessEnding {
        run.withLock { $0.append(arguments.exposed) }
        return try ending.get()
    }
}
