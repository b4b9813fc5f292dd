import ArgumentParser
import CleanupEngine
import CleanupManifest
import Support

/// `loopsweep validate`: finds every problem of manifests, offline.
struct ValidateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Finds every problem of a manifest, offline.",
        discussion: """
            Examples:
              loopsweep validate cleanup.yaml
              loopsweep validate cleanup.yaml other.yaml --strict
              loopsweep validate cleanup.yaml --error-format github
            """
    )

    @Argument(help: "The manifests to look at; - is standard input.", completion: .yaml)
    var manifests: [String]
    @Flag(name: .shortAndLong, help: .option("quiet", "Shows problems only."))
    var quiet = false
    @OptionGroup(title: "Problems") var problems: ProblemArguments

    func run() async throws {
        try await carryOut { reader, console in
            let (problems, isQuiet) = (try problems.settled(reader), try reader.isOn(quiet, "quiet"))
            var gravest = CleanupEngine.ExitCode.success
            for path in manifests {
                do {
                    let file = InputFile(path: path, problems: problems)
                    let manifests = try file.manifests(console)
                    if !isQuiet {
                        let title = SanitizedText.sanitized(file.title)
                        try console.results.write("\(title): valid, \(Self.count(manifests))\n")
                    }
                } catch let failure as CommandFailure {
                    // For a program, the problems and the exit code say as much.
                    if problems.format != .json || failure.exitCode != .invalidManifest {
                        console.say("loopsweep: error: \(failure.message)")
                    }
                    if failure.exitCode.rawValue > gravest.rawValue { gravest = failure.exitCode }
                }
            }
            try console.results.flush()
            return gravest
        }
    }

    /// Says how many loops manifests name, and how many manifests there are when there are several.
    private static func count(_ manifests: [CleanupManifest]) -> String {
        let loops = manifests.reduce(0) { $0 + $1.loops.count }
        let rules = manifests.reduce(0) { $0 + $1.selections.count }
        var count = "\(loops) loop\(loops == 1 ? "" : "s")"
        if rules > 0 { count += " and \(rules) rule\(rules == 1 ? "" : "s")" }
        return manifests.count == 1 ? count : "\(count) in \(manifests.count) manifests"
    }
}
