import CleanupEngine
import FoundationEssentials
import Glibc
import Support

/// The folder in which runs keep their journals and locks: `loopsweep` in the first place that is named.
struct StateDirectory: Hashable, Sendable {
    /// For the user alone, because reports name people's work.
    private static let permissions: Int16 = 0o700

    /// The folder that it is in, whose other content is not ours.
    private let parent: String

    var path: String { "\(parent)/loopsweep" }

    /// Finds the folder, without making it; nil when no place is named.
    ///
    /// A relative `XDG_STATE_HOME` counts as absent (XDG Base Directory Specification, section "Environment variables").
    init?(_ flag: String?, _ reader: OptionReader) {
        if let named = Self.named(flag, reader) {
            parent = named
        } else if let home = reader.environment["HOME"], !home.isEmpty {
            parent = "\(home)/.local/state"
        } else {
            return nil
        }
    }

    /// The folder that an option or a variable puts it in; nil when it is at home.
    static func named(_ flag: String?, _ reader: OptionReader) -> String? {
        if let named = reader.text(flag, "state-dir"), !named.isEmpty { return named }
        return reader.environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }

    /// The names of the folders in it, sorted; none where it does not exist.
    ///
    /// Throws a `CommandFailure` when it is no folder, or others may write to it or to one of them.
    func names() throws(CommandFailure) -> [String] {
        try Self.refuseForeign(parent, isOurs: false)
        try Self.refuseForeign(path, isOurs: true)
        for place in [parent, path] where !(SystemCalls().target(ofPath: place)?.isFolder ?? true) {
            throw CommandFailure(
                .cannotCreate,
                "'\(place)' is no folder, where journals and locks are kept: name another place with --state-dir"
            )
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let folders = names.filter { SystemCalls().target(ofPath: "\(path)/\($0)")?.isFolder ?? false }.sorted()
        for name in folders {
            for place in ["\(path)/\(name)", "\(path)/\(name)/simulated"] {
                try Self.refuseForeign(place, isOurs: true)
            }
        }
        return folders
    }

    /// Makes a folder in it, and returns its path; refuses one in which others may write.
    func folder(_ name: String) throws(CommandFailure) -> String {
        let folder = "\(path)/\(name)"
        // Before anything is made, so that nothing is left in a folder of others.
        try Self.refuseForeign(parent, isOurs: false)
        for place in [path, folder] { try Self.refuseForeign(place, isOurs: true) }
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
        for place in [path, folder] { try Self.refuseForeign(place, isOurs: true) }
        return folder
    }

    /// Refuses a folder in which other users may make, change or remove journals and locks; a folder that is absent passes.
    ///
    /// `isOurs` says that this program makes it: it is not a link then, and belongs to the user.
    private static func refuseForeign(_ path: String, isOurs: Bool) throws(CommandFailure) {
        var status = stat()
        // The calls write to the structure that they are lent, and keep nothing of it.
        guard unsafe (isOurs ? lstat(path, &status) : stat(path, &status)) == 0 else { return }
        let trouble: String
        if isOurs, status.st_mode & S_IFMT == S_IFLNK {
            trouble = "is a link: put a folder in its place"
        } else if isOurs, status.st_uid != geteuid() {
            trouble = "belongs to another user"
        } else if isOurs ? status.st_mode & 0o022 != 0 : status.st_mode & (0o002 | S_ISVTX) == 0o002 {
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
