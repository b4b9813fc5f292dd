import CleanupEngine
import CleanupReport
import FoundationEssentials
import Glibc

/// The folder in which runs keep their journals and locks: `loopsweep` in the first place that anybody names.
struct StateDirectory: Hashable, Sendable {
    /// Who may enter the folders: the user alone, because reports name people's work.
    private static let permissions: Int16 = 0o700

    /// The folder.
    let path: String

    /// Finds the folder, unless no one names a place; nothing is made yet.
    ///
    /// A relative `XDG_STATE_HOME` counts as absent (XDG Base Directory Specification, section "Environment variables").
    ///
    /// - Parameters:
    ///   - flag: the place that `--state-dir` names; nil when it was not given.
    ///   - reader: the environment.
    init?(_ flag: String?, _ reader: OptionReader) {
        let environment = reader.environment
        if let named = reader.text(flag, "state-dir"), !named.isEmpty {
            path = "\(named)/loopsweep"
        } else if let named = environment["XDG_STATE_HOME"], named.hasPrefix("/") {
            path = "\(named)/loopsweep"
        } else if let home = environment["HOME"], !home.isEmpty {
            path = "\(home)/.local/state/loopsweep"
        } else {
            return nil
        }
    }

    /// Makes a folder in it.
    ///
    /// - Returns: the folder's path.
    /// - Throws: `CommandFailure` with 73 when it cannot be made, or others may write in it.
    func folder(_ name: String) throws(CommandFailure) -> String {
        let folder = "\(path)/\(name)"
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: Self.permissions]
            )
        } catch {
            throw CommandFailure(
                .cannotCreate,
                "'\(folder)' cannot be made, where journals and locks are kept: name another place with --state-dir"
            )
        }
        for place in [path, folder] { try Self.refuseForeign(place) }
        return folder
    }

    /// Refuses a folder in which other users may make, change or remove journals and locks.
    private static func refuseForeign(_ path: String) throws(CommandFailure) {
        var status = stat()
        // The call writes to the structure that it is lent, and keeps nothing of it.
        guard unsafe stat(path, &status) == 0 else { return }
        let trouble: String
        if status.st_uid != geteuid() {
            trouble = "belongs to another user"
        } else if status.st_mode & 0o022 != 0 {
            trouble = "may be written by others: 'chmod go-w' it"
        } else {
            return
        }
        throw CommandFailure(
            .cannotCreate,
            "the folder '\(path)' of journals and locks \(trouble), or name another place with --state-dir"
        )
    }
}
