import CleanupManifest
import HumanLoops
import Testing
import YAML

/// Manifests that are JSON.
@Suite struct JSONManifestTests {
    /// A manifest with a reason that YAML cannot read.
    private static let text = """
        {
        \t"apiVersion": "loopsweep/v1", "kind": "HumanLoopCleanup",
          "metadata": {"name": "json"},
          "defaults": {"reason": "\\uD83D\\uDE00"},
          "loops": ["a", {"name": "b", "onInProgress": "skip"}]
        }
        """

    @Test("A manifest may be JSON", arguments: ["cleanup.json", "CLEANUP.JSON", "-", "/dev/stdin"])
    func good(file: String) throws {
        let decoding = try ManifestText(whole: Self.text).decoded(file: file)
        #expect(decoding.diagnostics == [])
        #expect(decoding.manifest?.loops.map(\.name.rawValue) == ["a", "b"])
        #expect(decoding.manifest?.settings.first?.reason == "\u{1F600}")
    }

    /// Sections of JSON with one problem each.
    static let problems: [(section: String, problem: String)] = [
        (#""lops": []"#, "E021 1:63+6 unknown key 'lops', did you mean 'loops'?"),
        (#""kind": "x""#, "E022 1:63+6 'kind' is given twice"),
        (#""loops": [],"#, "E001 1:74+1 no ',' may stand before '}'"),
        (#""loops": [null]"#, "E025 1:73+4 an item of 'loops' is null, which is nothing in YAML"),
        (
            #""metadata": {"name": 7e1}"#,
            "W102 1:84+3 'name' is taken as the name '7e1': some YAML tools read this as a number"
        ),
        (#""<<": {}"#, "E021 1:63+4 unknown key '<<'"),
    ]

    @Test("Problems of JSON have their places", arguments: problems)
    func problem(section: String, problem: String) throws {
        let text = #"{"apiVersion": "loopsweep/v1", "kind": "HumanLoopCleanup",    "# + section + "}"
        let found = try ManifestText(whole: text).problems(file: "a.json")
        #expect(found.contains(problem))
    }
}
