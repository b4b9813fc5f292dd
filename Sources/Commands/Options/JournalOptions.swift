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
    @Flag(
        help: .option(
            "resume",
            "Resumes the newest run of this manifest, or the one whose journal --report jsonl=PATH names."
        )
    )
    var resume = false
    @Option(
        help: .option(
            "state-dir",
            "Keeps journals and locks in the folder loopsweep below this one.",
            value: "folder",
            otherwise: "$XDG_STATE_HOME, else ~/.local/state"
        ),
        completion: .directory
    )
    var stateDir: String?
    @Option(
        help: .option(
            "lock",
            "When another run of this manifest is still running: fail, wait=5m, or off to not look.",
            value: "policy",
            otherwise: "fail"
        ),
        completion: .list(["fail", "wait=5m", "off"])
    )
    var lock: String?

    /// The options that were given, but for `--resume`, as words of a command line.
    var commandLine: String { OptionWords.text([("--state-dir", stateDir), ("--lock", lock)]) }

    /// The same of a command that continues a run, and may be pasted where no variable names the state directory.
    var commandLineToContinue: String {
        let reader = OptionReader(environment: CommandEnvironment.current.variables)
        return OptionWords.text([("--state-dir", StateDirectory.named(stateDir, reader)), ("--lock", lock)])
    }

    /// Reads the options, the environment's included.
    func settled(_ reader: OptionReader) throws(CommandFailure) -> JournalOptions {
        JournalOptions(
            isResumed: try reader.isOn(resume, "resume"),
            state: StateDirectory(stateDir, reader),
            lock: try reader.value(lock, "lock", as: .lockPolicy) ?? .fail
        )
    }
}
