import CleanupManifest
import YAML

/// A manifest's text made of its sections, and what is made of it.
struct ManifestText {
    /// The text.
    let text: String

    /// Puts the sections that a test is about under the first lines that every manifest has.
    init(_ sections: String, loops: String = "loops: [a]") {
        text = "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\n\(sections)\n\(loops)\n"
    }

    /// Takes a whole text.
    init(whole text: String) {
        self.text = text
    }

    /// Decodes the text as the file `cleanup.yaml`.
    ///
    /// - Throws: `ByteSourceError`, which memory never does.
    func decoded(file: String = "cleanup.yaml", lists: MemoryLists = MemoryLists()) throws -> ManifestDecoding {
        try ManifestDecoder(files: lists).decode(MemoryByteSource(text), file: file)
    }

    /// The problems of the text, each in one line: code, place and length, message.
    ///
    /// - Throws: `ByteSourceError`, which memory never does.
    func problems(file: String = "cleanup.yaml") throws -> [String] {
        try decoded(file: file).diagnostics.map {
            "\($0.code.rawValue) \($0.position.line):\($0.position.column)+\($0.length) \($0.message)"
        }
    }
}
