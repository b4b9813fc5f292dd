import ArgumentParser
import CleanupEngine
import Support

/// `loopsweep completion`: prints the script by which a shell completes command lines.
struct CompletionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion",
        abstract: "Prints the completion script of bash, zsh or fish.",
        discussion: """
            The packages bring these scripts. Without a package, bash reads them in \
            ~/.local/share/bash-completion/completions, zsh in a folder of $fpath, fish in ~/.config/fish/completions.

            Examples:
              loopsweep completion bash > loopsweep
              loopsweep completion zsh > _loopsweep
              loopsweep completion fish > loopsweep.fish
            """
    )

    @Argument(
        help: "The shell: bash, zsh or fish.",
        completion: .list(CompletionShell.allCases.map(\.rawValue).sorted())
    )
    var shell: String

    func validate() throws {
        guard CompletionShell(rawValue: shell) == nil else { return }
        throw ValidationError("there is no completion for '\(shell)': the shells are bash, zsh and fish")
    }

    func run() async throws {
        try await carryOut { _, console in
            guard let shell = CompletionShell(rawValue: shell) else { return .usage }
            try console.results.write(CompletionScript.text(for: shell))
            try console.results.flush()
            return .success
        }
    }
}

/// The completion script of a shell: the parser's own, made fit for `--report FORMAT=PATH`.
enum CompletionScript {
    static func text(for shell: CompletionShell) -> String {
        let script = LoopsweepCommand.completionScript(for: shell)
        // The parser offers no commands behind 'help'.
        let commands = CommandTree.names.joined(separator: " ")
        let text =
            switch shell {
            case .bash:
                withPaths(script).replacing(
                    "__loopsweep_offer_flags_options -1\n}\n\ncomplete ",
                    with: "__loopsweep_offer_flags_options -1\n    "
                        + "COMPREPLY+=($(compgen -W '\(commands)' -- \"${cur}\"))\n}\n\ncomplete "
                )
            case .zsh: withoutBlank(script).replacing("'*:subcommands:'", with: "'1:subcommands:(\(commands))'")
            default:
                script + "\ncomplete -c 'loopsweep' -n '__loopsweep_should_offer_completions_for_positional "
                    + "\"loopsweep help\" -ge 1' -fka '\(commands)'\n"
            }
        return text.last?.isNewline ?? true ? text : text + "\n"
    }

    /// Has bash put no blank behind `jsonl=`, nor escape it, and complete what follows as a path: to bash the equals sign is a
    /// word of its own.
    private static func withPaths(_ script: String) -> String {
        let words = """
            local -r prev="${3}"

                local -i equals="$((COMP_CWORD - 1))"
                [[ "${COMP_WORDS[COMP_CWORD]}" = '=' ]] && equals="${COMP_CWORD}"
                if [[ "${equals}" -ge 3 && "${COMP_WORDS[equals]}" = '=' && "${COMP_WORDS[equals - 2]}" = '--report' ]]; then
                    __loopsweep_add_completions -f
                    return
                fi
            """
        return
            script
            .replacing("local -r prev=\"${3}\"", with: words)
            .replacing("'--report')\n", with: "'--report')\n        compopt -o nospace +o filenames\n")
    }

    /// Has zsh put no blank behind `jsonl=`.
    private static func withoutBlank(_ script: String) -> String {
        let count = "if [[ \"${#completions[@]}\" -gt 1 ]]; then"
        let formats = """
            if [[ "${completions[1]}" = *'=' ]]; then
                    compadd -S '' -- "${completions[@]:0:-1}"
                el\(count)
            """
        return script.replacing(count, with: formats)
    }
}
