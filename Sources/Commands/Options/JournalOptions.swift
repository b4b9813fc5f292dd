import ArgumentParser
import CleanupEngine
import Support

/// Where a run's journal and lock are kept, and how a run is resumed, as it was decided.
struct JournalOptions: Hashable, Sendable {
    var isResumed: Bool
    /// Where journals and locks are kept; nil when no place is named.
    var state: StateDirectory?
    var lock: LockPolicy

    /// The state directory, or the failure of a run that needs one.
    func requireState() throws(CommandFailure) -> StateDirectory {
        guard let state else {
            throw .usage(
                "there is no HOME to keep the run's journal and lock in: name a folder with --state-dir, or give "
                    + "--report jsonl=PATH and --lock off"
            )
        }
        return state
    }
}

/// Where a run's journal and lock are kept, and how a run is resumed, as the command line says it.
struct JournalArguments: ParsableArguments {
    @Flag(help: "Resumes the newest run of this manifest, or the one whose journal --report jsonl=PATH names.")
    var resume = false
    @Option(
        help: ArgumentHelp(
            "Keeps journals and locks in loopsweep below this folder instead of $XDG_STATE_HOME or ~/.local/state.",
            valueName: "folder"
        )
    )
    var stateDir: String?
    @Option(
        help: ArgumentHelp(
            "When another run of this manifest is still running: fail, wait=5m, or off to not look; fail if not said.",
            valueName: "policy"
        )
    )
    var lock: String?

    /// The options that were given, but for `--resume`, as words of a command line.
    var commandLine: String { OptionWords.text([("--state-dir", stateDir), ("--lock", lock)]) }

    /// Reads the options, the environment's included.
    func settled(_ reader: OptionReader) throws(CommandFailure) -> JournalOptions {
        JournalOptions(
            isResumed: try reader.isOn(resume, "resume"),
            state: StateDirectory(stateDir, reader),
            lock: try reader.value(lock, "lock", as: .lockPolicy) ?? .fail
        )
    }
}
