import ArgumentParser
import CleanupEngine
import CleanupReport

/// Where a run's journal and lock are kept, and how a run is resumed, as it was decided.
struct JournalOptions: Hashable, Sendable {
    /// Whether an earlier run is resumed.
    var isResumed: Bool
    /// Where journals and locks are kept; nil when no one names a place.
    var state: StateDirectory?
    /// What happens when another run of the manifest goes on.
    var lock: LockPolicy

    /// Hands out the state directory.
    ///
    /// - Throws: `CommandFailure` when there is none.
    func requireState() throws(CommandFailure) -> StateDirectory {
        guard let state else {
            throw CommandFailure(
                .usage,
                "there is no HOME to keep the run's journal and lock in: name a folder with --state-dir, or give "
                    + "--report jsonl=PATH and --lock off"
            )
        }
        return state
    }
}

/// Where a run's journal and lock are kept, and how a run is resumed, as the command line says it.
struct JournalArguments: ParsableArguments {
    /// Whether an earlier run is resumed.
    @Flag(help: "Goes on with the newest run of this manifest, or the one whose journal --report jsonl=PATH names.")
    var resume = false
    /// Where the state is kept.
    @Option(
        help: ArgumentHelp(
            "Keeps journals and locks in loopsweep below this folder instead of $XDG_STATE_HOME or ~/.local/state.",
            valueName: "folder"
        )
    )
    var stateDir: String?
    /// What happens when another run goes on.
    @Option(
        help: ArgumentHelp(
            "When another run of this manifest goes on: fail, wait=5m, or off to not look; fail if not said.",
            valueName: "policy"
        )
    )
    var lock: String?

    /// The options that were given, but for `--resume`, as words of a command line.
    var commandLine: String { OptionWords.text([("--state-dir", stateDir), ("--lock", lock)]) }

    /// Reads the options, their twins in the environment included.
    ///
    /// - Throws: `CommandFailure` when one of them is not what it must be.
    func settled(_ reader: OptionReader) throws(CommandFailure) -> JournalOptions {
        JournalOptions(
            isResumed: try reader.isOn(resume, "resume"),
            state: StateDirectory(stateDir, reader),
            lock: try reader.value(lock, "lock", as: .lockPolicy) ?? .fail
        )
    }
}
