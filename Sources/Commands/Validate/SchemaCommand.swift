import ArgumentParser
import CleanupEngine
import CleanupManifest
import Support

/// `loopsweep schema`: prints the manifest's JSON Schema.
struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of manifests, for editors.",
        discussion: """
            Example:
              loopsweep schema > loopsweep.schema.json
              # and as the first line of a manifest:
              # yaml-language-server: $schema=./loopsweep.schema.json
            """
    )

    func run() async throws {
        try await carryOut { _, console in
            try console.results.write(Array(ManifestSchema.text.utf8))
            try console.results.flush()
            return .success
        }
    }
}
