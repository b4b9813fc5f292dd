import ArgumentParser
import CleanupEngine
import CleanupManifest
import CleanupReport
import Support

/// `loopsweep schema`: prints the JSON Schema of a manifest, or of a line of progress.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of manifests, for editors, or of the lines of --progress json.",
        discussion: """
            Example:
              loopsweep schema > loopsweep.schema.json
              # and as the first line of a manifest:
              # yaml-language-server: $schema=./loopsweep.schema.json
              loopsweep schema progress > progress.schema.json
            """
    )

    /// What there is a schema of.
    enum Subject: String, CaseIterable, ExpressibleByArgument {
        case manifest
        case progress
    }

    @Argument(help: "What is described: manifest, or progress (a line of --progress json).")
    var subject = Subject.manifest

    func run() async throws {
        try await carryOut { _, console in
            let text =
                switch subject {
                case .manifest: ManifestSchema.text
                case .progress: ProgressSchema.text
                }
            try console.results.write(Array(text.utf8))
            try console.results.flush()
            return .success
        }
    }
}
