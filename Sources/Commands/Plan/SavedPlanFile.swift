import AWSCore
import CleanupEngine
import CleanupReport
import Support

/// Saved plans as files.
enum SavedPlanFile {
    /// Reads a saved plan.
    ///
    /// - Returns: the plan, and the SHA-256 of its file.
    /// - Throws: `CommandFailure` with 66 when the file cannot be read, with 65 when it is no saved plan.
    static func read(_ path: String) throws(CommandFailure) -> (plan: SavedPlan, digest: String) {
        let bytes = try contents(of: path)
        do {
            return (try SavedPlan(json: bytes), ContentDigest.hexadecimal(of: bytes))
        } catch {
            throw failure(error, path)
        }
    }

    /// Makes the failure of a command that cannot follow a plan: 65 for what is no plan, 4 for one that does not fit.
    static func failure(_ error: SavedPlanError, _ path: String) -> CommandFailure {
        switch error {
        case .unreadable: CommandFailure(.invalidManifest, "--plan '\(path)': \(error)")
        case .unfit: CommandFailure(.refused, "--plan '\(path)': \(error)")
        }
    }

    /// Reads a whole file.
    private static func contents(of path: String) throws(CommandFailure) -> [UInt8] {
        do throws(FileReadingError) {
            if let bytes = try LocalFileReader(maximumSize: 1 << 30).contents(of: path) { return bytes }
        } catch {
            throw CommandFailure(.missingManifest, "'\(path)': \(error.reason)")
        }
        throw CommandFailure(.missingManifest, "'\(path)': there is no such file")
    }
}

/// A saved plan that a run follows.
struct PlanReview: Sendable {
    /// The path of the plan as it was given.
    let path: String
    /// The SHA-256 of its file, in hexadecimal.
    let digest: String
    /// The plan.
    let plan: SavedPlan
    /// How old it may be when a run begins; one that is resumed had it reviewed in time.
    let maximumAge: Duration
    /// What each loop is held against, in the order of the plan.
    let loops: [ReviewedLoop]
}
