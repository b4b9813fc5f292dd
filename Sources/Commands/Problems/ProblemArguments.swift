import ArgumentParser
import YAML

/// How the problems of a manifest are written and judged, as the command line says it.
struct ProblemArguments: ParsableArguments {
    /// How they are written.
    @Option(help: ArgumentHelp("How problems of the manifest are written: text, json or github.", valueName: "format"))
    var errorFormat: String?
    /// Whether a warning counts as an error.
    @Flag(help: "Refuses a manifest that has warnings.")
    var strict = false

    /// Reads the options, their twins in the environment included.
    ///
    /// - Throws: `CommandFailure` when one of them is not what it must be.
    func settled(_ reader: OptionReader) throws(CommandFailure) -> ProblemOptions {
        ProblemOptions(
            format: try reader.value(errorFormat, "error-format", as: .keyword(ProblemFormat.self)) ?? .text,
            isStrict: try reader.isOn(strict, "strict")
        )
    }
}
