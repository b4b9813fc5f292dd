extension CodeExplanation {
    /// The codes of texts that are not YAML, or use more of it than a file may.
    static let ofText: [CodeExplanation] = [
        CodeExplanation(
            "E001",
            "the text is not YAML",
            "A quote or a bracket is not closed, a tab indents a line, or a value begins with a character that YAML keeps for itself.",
            "metadata: {name: \"quarterly",
            "Close the quote or the bracket. Indent with spaces. Put a value with ': ', '#', '@' or '*' in quotes."
        ),
        CodeExplanation(
            "E002",
            "the bytes are not UTF-8 text",
            "A byte is not valid UTF-8, or a character is one that YAML forbids, such as a NUL.",
            nil,
            "Save the file as UTF-8. A list of names has the format 'lines', 'csv', 'json' or 'jsonl', and belongs into loopsFrom."
        ),
        CodeExplanation(
            "E003",
            "the text goes beyond a bound",
            "It is nested too deeply, a value is too long, or aliases repeat too much: a short file could fill the memory.",
            "x-deep: \(String(repeating: "[", count: 70))a\(String(repeating: "]", count: 70))",
            "Write it flatter. Many loops belong into a list that 'loopsFrom' names."
        ),
        CodeExplanation(
            "E004",
            "the file holds no document",
            "It is empty, or has only comments.",
            "# nothing yet",
            "Write a manifest; 'loopsweep discover' prints one. See that the right file was named."
        ),
        CodeExplanation(
            "E010",
            "there is more than one document",
            "A '---' begins a second document. A manifest's file may hold several, a fleet's file only one.",
            "apiVersion: loopsweep/v1\nkind: HumanLoopFleet\nloops: []\n---\napiVersion: loopsweep/v1\nkind: HumanLoopFleet\nloops: []",
            "Put each document in a file of its own, or take the '---' out."
        ),
        CodeExplanation(
            "E011",
            "a directive is not supported",
            "A line such as '%YAML 1.1' or '%TAG' would change how the rest is read.",
            "%YAML 1.1\n---\napiVersion: loopsweep/v1\nkind: HumanLoopCleanup\nloops: [a]",
            "Take the line out."
        ),
        CodeExplanation(
            "E012",
            "an alias has no anchor",
            "'*x' repeats what '&x' marks, and no '&x' stands before it in this document. A value that begins with '*' is an alias.",
            "guards: {protect: {names: [*golden]}}",
            "Put a pattern such as '*golden' in quotes, or mark the value with '&' before it is repeated."
        ),
        CodeExplanation(
            "E013",
            "a tag is not supported",
            "A word such as '!!str' says how YAML should read a value. Here the key decides that.",
            "metadata: {name: !!str quarterly}",
            "Take the tag out: names are text as they are written."
        ),
        CodeExplanation(
            "E014",
            "merge keys are not supported",
            "'<<' would put the keys of one mapping into another, so that a setting is not where it holds.",
            "x-common: &c {reason: duplicate}\ndefaults: {<<: *c}",
            "Write the keys out. What all loops share belongs into 'defaults'."
        ),
        CodeExplanation(
            "E015",
            "a key is not a single value",
            "A mapping's key is itself a list or a mapping.",
            "? [a, b]\n: c",
            "Write a plain word as the key."
        ),
        CodeExplanation(
            "E016",
            "a value asks for a variable",
            "'${NAME}' is not replaced: a manifest says the same to everyone who reads it.",
            "metadata: {name: \"${TEAM}\"}",
            "Write the value. To fill in a template, do so before loopsweep reads the file."
        ),
        CodeExplanation(
            "E017",
            "an alias is inside the value that it repeats",
            "The value would contain itself without an end.",
            "loops: &l [a, *l]",
            "Take the alias out of the value that has its anchor."
        ),
        CodeExplanation(
            "E018",
            "an anchor is given twice",
            "'&x' marks two values, so that it is not clear which one '*x' repeats.",
            "x-a: &x [a]\nx-b: &x [b]",
            "Give one of them another name."
        ),
    ]
}
