import ArgumentParser
import AWSCore
import CleanupReport
import FoundationEssentials
import Simulator
import Support

/// What a shell completes the values of options with.
extension CompletionKind {
    /// The files that manifests, fleets and follow-ups are in.
    static var yaml: CompletionKind { .file(extensions: ["yaml", "yml"]) }

    static func keywords<Keyword>(_ type: Keyword.Type) -> CompletionKind
    where Keyword: CaseIterable & RawRepresentable, Keyword.RawValue == String {
        .list(type.allCases.map(\.rawValue))
    }

    /// The profiles of the shared AWS files.
    static var profiles: CompletionKind {
        .custom { _, _, _ in
            let variables = CommandEnvironment.current.variables
            let environment = AWSEnvironment(variables, homeOfUser: HomeDirectory.ofUser)
            let names = AWSProfileNames.read(environment, files: LocalFileReader())
            // To zsh a colon begins a description.
            return CompletionShell.requesting == .zsh ? names.map { $0.replacing(":", with: "\\:") } : names
        }
    }

    /// A format with its equals sign, and behind it a path.
    static var reports: CompletionKind {
        .custom { _, _, word in
            ReportDestinationCompletion.candidates(for: word) { folder in
                (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            }
        }
    }
}

extension ArgumentHelp {
    /// The help of `--fault`: what it does, and which operations and kinds there are.
    static func fault(_ abstract: String) -> ArgumentHelp {
        let operations = SimulatedOperation.allCases.map(\.rawValue).joined(separator: ", ")
        let kinds = FaultKind.allCases.map(\.flagName)
        let all = kinds.dropLast().joined(separator: ", ") + " or \(kinds.last ?? "")"
        return .option(
            "fault",
            "\(abstract): OPERATION:KIND=SHARE, such as delete:drop-after=5%; may be repeated. "
                + "Operations: \(operations) or all. Kinds: \(all).",
            value: "rule"
        )
    }
}

/// How `--report FORMAT=PATH` is completed where a shell takes it for one word.
enum ReportDestinationCompletion {
    /// The formats, or the paths behind the one that is there; `entries` lists the names in a folder.
    static func candidates(for word: String, entries: (String) -> [String]) -> [String] {
        guard let equals = word.firstIndex(of: "=") else { return ReportFormat.allCases.map { "\($0.rawValue)=" } }
        let (format, path) = (word[...equals], word[word.index(after: equals)...])
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        return entries(folder.isEmpty ? "." : String(folder)).sorted().map { "\(format)\(folder)\($0)" }
    }
}
