import AWSCore
import CleanupEngine
import CleanupJournal
import CleanupManifest
import Support

/// A saved plan that a run follows.
struct FollowedPlan: Sendable {
    /// As it was given.
    let path: String
    /// The SHA-256 of the plan's file, in hexadecimal.
    let digest: String
    let plan: SavedPlan
    /// How old the plan may be when a run begins; it was young enough when a run that is resumed began.
    let maximumAge: Duration
    /// What each loop must still be, in the order of the plan.
    fileprivate(set) var loops: [LoopPrecondition] = []

    /// Reads a saved plan; throws 66 when the file cannot be read, 65 when it is not a saved plan.
    init(at path: String, maximumAge: Duration) throws(CommandFailure) {
        switch OtherFileKind(at: path) {
        case .journal, .rendering:
            throw CommandFailure(
                .invalidManifest,
                "--plan \(SanitizedText.quoted(path)) is a report, not a saved plan: make one with "
                    + "'loopsweep plan --out'"
            )
        case .savedPlan, .fleet, .csv, .list, nil: break
        }
        let bytes = try Self.contents(of: path)
        self.path = path
        self.maximumAge = maximumAge
        digest = ContentDigest.hexadecimal(of: bytes)
        do {
            plan = try SavedPlan(json: bytes)
        } catch {
            throw CommandFailure(error, of: path)
        }
    }

    private static func contents(of path: String) throws(CommandFailure) -> [UInt8] {
        do throws(FileError) {
            if let bytes = try LocalFileReader(maximumSize: 1 << 30).contents(of: path) { return bytes }
        } catch {
            throw CommandFailure(.missingManifest, "'\(path)': \(error.reason)")
        }
        throw CommandFailure(.missingManifest, "'\(path)': there is no such file")
    }
}

extension FollowedPlan {
    /// The manifest that the plan carries, as a file that need not be there; throws 65 when it carries none.
    func manifestFile(problems: ProblemOptions) throws(CommandFailure) -> InputFile {
        guard let text = plan.manifestText else {
            let manifest = plan.manifestPath.map(ShellWord.quoted) ?? "MANIFEST"
            throw CommandFailure(
                .invalidManifest,
                "the plan does not carry its manifest, which names lists or is long: "
                    + "'loopsweep run \(manifest) --plan \(ShellWord.quoted(path))'"
            )
        }
        // A manifest that came from a pipe has no path of its own.
        let manifest = plan.manifestPath.flatMap { LoopListOpener.isStream($0) ? nil : $0 } ?? path
        return InputFile(path: manifest, problems: problems, savedBytes: Array(text.utf8))
    }
}

extension CommandFailure {
    /// Says why a run cannot follow a plan: 65 for a file that is not a plan, 4 for a plan that does not fit.
    init(_ error: SavedPlanError, of path: String) {
        let code: ExitCode = if case .unreadable = error { .invalidManifest } else { .guardsRefused }
        self.init(code, "--plan '\(path)': \(error)")
    }
}

extension Session {
    /// Binds what is done to a saved plan: only its loops, each only if it still is what the plan says.
    ///
    /// Refuses a plan that is not of this manifest, or too old, unless an earlier run is resumed.
    mutating func follow(_ plan: FollowedPlan, isResumed: Bool) throws(CommandFailure) {
        var followed = plan
        let (planPath, maximumAge) = (plan.path, plan.maximumAge)
        // Loops of the demo's fleet are new each time; those of another fleet may have creation times of their own.
        let isServiceNew = connection.options.fleet == nil || connection.options.fleet == DemoFiles.path
        if plan.plan.place.isSimulated, isServiceNew {
            let fleet = plan.plan.manifestPath == DemoFiles.path ? DemoFiles.path : "--fleet FLEET"
            throw CommandFailure(
                .guardsRefused,
                "--plan \(SanitizedText.quoted(planPath)) is \(CalledPlace.rehearsedPlan(of: fleet))"
            )
        }
        guard let digest = ManifestDigest.of(manifest) else {
            throw .usage("--plan: the manifest is not from a file")
        }
        do throws(SavedPlanError) {
            let narrowed = try followed.plan.narrow(
                manifest,
                digest: digest,
                now: WallClock.now(),
                maximumAge: isResumed ? nil : maximumAge
            )
            manifest = narrowed.manifest
            followed.loops = narrowed.preconditions
        } catch {
            throw CommandFailure(error, of: planPath)
        }
        followedPlan = followed
    }
}
