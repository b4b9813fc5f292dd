import CBuildIdentity

/// What was built, and with which toolchain.
enum BuildIdentity {
    /// What `--version` prints: the version first, for programs that read it.
    static var text: String {
        "\(LoopsweepCommand.version) (commit \(commit ?? "unknown"), \(toolchain))"
    }

    /// As the build was told; nil when it was not.
    static var commit: String? {
        // Safe: the text is a constant of the program, and it is copied.
        let text = unsafe String(cString: build_identity_commit())
        return text.isEmpty ? nil : text
    }

    /// As the build was told, else as far as the compiler says it.
    static var toolchain: String {
        // Safe: as above.
        let text = unsafe String(cString: build_identity_toolchain())
        return text.isEmpty ? compiler : "Swift \(text)"
    }

    private static var compiler: String {
        #if compiler(>=6.4)
        "Swift 6.4 or newer"
        #elseif compiler(>=6.3)
        "Swift 6.3"
        #else
        "Swift 6.2"
        #endif
    }
}
