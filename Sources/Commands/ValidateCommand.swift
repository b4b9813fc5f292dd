import ArgumentParser
import CleanupEngine
import CleanupManifest
import CleanupReport
import FoundationEssentials

/// `loopsweep validate`: finds every problem of manifests, offline.
struct ValidateCommand: AsyncParsableCommand {
    /// What the help says.
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Finds every problem of a manifest, offline."
    )

    /// The manifests.
    @Argument(help: "The manifests to look at.")
    var manifests: [String]
    /// Whether only problems are shown.
    @Flag(name: .shortAndLong, help: "Shows problems only.")
    var quiet = false

    func run() async throws {
        try await carryOut { console in
            let isQuiet = try OptionReader(environment: ProcessInfo.processInfo.environment).isOn(quiet, "quiet")
            var gravest = CleanupEngine.ExitCode.success
            for path in manifests {
                do {
                    let manifest = try InputFile(path: path).manifest(console)
                    let count = "\(manifest.loops.count) loop\(manifest.loops.count == 1 ? "" : "s")"
                    if !isQuiet { try console.results.write(Array("\(path): valid, \(count)\n".utf8)) }
                } catch let failure as CommandFailure {
                    console.say("loopsweep: error: \(failure.message)")
                    if failure.exitCode.rawValue > gravest.rawValue { gravest = failure.exitCode }
                }
            }
            try console.results.flush()
            return gravest
        }
    }
}
