extension CodeExplanation {
    /// The codes of manifests, lists and fleets that say what cannot be meant.
    static let ofManifests: [CodeExplanation] = [
        CodeExplanation(
            "E050",
            "the file is of another version of the language",
            "This version reads 'loopsweep/v1'.",
            "apiVersion: loopsweep/v2\nkind: HumanLoopCleanup\nloops: [a]",
            "Write 'apiVersion: loopsweep/v1', or install the version that the file was written for."
        ),
        CodeExplanation(
            "E051",
            "the file is of another kind",
            "A manifest is a HumanLoopCleanup, a fleet for rehearsals is a HumanLoopFleet.",
            "apiVersion: loopsweep/v1\nkind: HumanLoopCleenup\nloops: [a]",
            "Write 'kind: HumanLoopCleanup'. A fleet is named with '--simulate'."
        ),
        CodeExplanation(
            "E052",
            "the manifest has no usable name",
            "Without 'metadata.name' the file's name is the manifest's, and this one cannot be: the lock, the report and the "
                + "confirmation go by it.",
            nil,
            "Add 'metadata: {name: NAME}' with lower-case letters, digits and '-'."
        ),
        CodeExplanation(
            "E053",
            "the manifest names no loops",
            "It has neither 'loops' nor 'loopsFrom' nor 'select', or they are empty.",
            "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\nloops: []",
            "Name loops, or write a rule that finds them; 'loopsweep discover' prints a manifest."
        ),
        CodeExplanation(
            "E054",
            "an item does not say which loop it is",
            "An item of 'loops' has a name or an ARN; where it has both, they are of one loop.",
            "loops: [{reason: duplicate}]",
            "Add 'name', or take the one out that is wrong."
        ),
        CodeExplanation(
            "E055",
            "an ARN is of another account or region",
            "One run works in one account and region; a mix would leave loops where no one looks.",
            "target: {region: us-east-1}\nloops: [\"arn:aws:sagemaker:eu-west-1:123456789012:human-loop/a\"]",
            "Write one manifest for each account and region; several may be in one file, separated by '---'."
        ),
        CodeExplanation(
            "E056",
            "two values contradict each other",
            "Together they leave no loop, or one of them is of no use without the other.",
            "execution: {stopWait: {pollInitial: 5m, pollMax: 1m}}",
            "Change the one that the message names."
        ),
        CodeExplanation(
            "E057",
            "a loop is named twice with different settings",
            "It is not clear which settings hold. The message shows both places.",
            "loops: [a, {name: a, onInProgress: skip}]",
            "Take one of them out. With equal settings it is a warning (W001)."
        ),
        CodeExplanation(
            "E058",
            "rules find loops, and nothing bounds how many",
            "What a rule finds is not what a person listed: a wrong pattern could find everything.",
            "select: [{flowDefinition: \"arn:aws:sagemaker:us-east-1:123456789012:flow-definition/f\"}]",
            "Add 'guards: {maxLoops: N}'; 'loopsweep discover' shows how many there are."
        ),
        CodeExplanation(
            "E059",
            "a regular expression cannot be used",
            "It is not a valid expression, or 'duplicatesBy' has no group that captures what duplicates share.",
            "guards: {maxLoops: 9}\nselect:\n"
                + "  - {flowDefinition: \"arn:aws:sagemaker:us-east-1:123456789012:flow-definition/f\", matching: \"^(a\"}",
            "Close each parenthesis; put what duplicates share in one: \"^(.+)-[0-9a-f]{8}$\"."
        ),
        CodeExplanation(
            "E060",
            "a label cannot be used",
            "A label's key is one word, and there is a bound on how many there are.",
            "metadata: {labels: {team doc: a}}",
            "Write the key with letters, digits, '-', '_', '.' or '/'."
        ),
        CodeExplanation(
            "E061",
            "a list cannot be read",
            "The file that 'loopsFrom' names does not exist, is not a file, or may not be read.",
            "loopsFrom: [{file: none.txt, format: lines}]",
            "Paths are relative to the manifest's folder."
        ),
        CodeExplanation(
            "E062",
            "a list has another digest than the manifest says",
            "The file was changed since 'sha256' was written.",
            nil,
            "Find out who changed it. When that is right, write the new digest: 'sha256sum FILE'."
        ),
        CodeExplanation(
            "E063",
            "a list has no such column",
            "The first line of the CSV, or the objects of the JSON, have no column of that name.",
            nil,
            "Name a column that is there with 'column'."
        ),
        CodeExplanation(
            "E064",
            "a list is not CSV",
            "A quote is not closed, or a row has another number of columns than the first.",
            nil,
            "Export the list again, or see that 'format' is right."
        ),
        CodeExplanation(
            "E065",
            "a list is not JSON",
            "The text is not valid JSON, or holds no list of names.",
            nil,
            "Export the list again, or see that 'format' is right: 'json' is one document, 'jsonl' one value a line."
        ),
        CodeExplanation(
            "E066",
            "a loop is to be kept and removed",
            "It is the 'keptInstead' of a duplicate, and named for removal as well: the last copy would go.",
            "loops:\n  - {name: b, keptInstead: {name: c, status: Completed, creationTime: 2026-11-22T00:00:00Z}}\n  - c",
            "Take it out of the loops, or out of 'keptInstead' of its duplicates."
        ),
        CodeExplanation(
            "E067",
            "two manifests of the file have one name",
            "Locks, reports and confirmations go by it.",
            "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\nmetadata: {name: a}\nloops: [a]\n---\n"
                + "apiVersion: loopsweep/v1\nkind: HumanLoopCleanup\nmetadata: {name: a}\nloops: [b]",
            "Give each 'metadata.name' of its own."
        ),
        CodeExplanation(
            "E070",
            "a fault of a fleet cannot be used",
            "A fault is an operation, a kind and a share, and the shares of one operation come to 100% at most.",
            "apiVersion: loopsweep/v1\nkind: HumanLoopFleet\nservice: {faults: {stop: {throttle: 60%, serverError: 60%}}}\nloops: []",
            "Lower the shares."
        ),
        CodeExplanation(
            "E071",
            "a range of names in a fleet cannot be used",
            "A name may have one range such as 'dup-{01..12}', whose end is not before its beginning.",
            "apiVersion: loopsweep/v1\nkind: HumanLoopFleet\nloops: [{name: \"dup-{9..1}\", flowDefinition: f, created: 1h}]",
            "Write the smaller number first."
        ),
        CodeExplanation(
            "W001",
            "a loop is named twice",
            "The settings are equal, so it is taken once. A list may have been exported twice.",
            "loops: [a, a]",
            "Take one of them out, or leave it."
        ),
        CodeExplanation(
            "W002",
            "a list names nothing",
            "The file of 'loopsFrom' is empty, or has only a header.",
            nil,
            "See that the export was complete."
        ),
        CodeExplanation(
            "W003",
            "a regular expression reads like a pattern of file names",
            "In a regular expression '*' repeats the character before it, so that 'invoice-*' finds 'invoice' and 'invoice--' anywhere.",
            "guards: {maxLoops: 9}\nselect:\n"
                + "  - {flowDefinition: \"arn:aws:sagemaker:us-east-1:123456789012:flow-definition/f\", matching: \"invoice-*\"}",
            "Write '^invoice-' for names that begin so."
        ),
        CodeExplanation(
            "W004",
            "a list is one page of several",
            "The AWS CLI printed a part of a list and ended it with the token of the next page, as with --max-items.",
            nil,
            "Have it list all the loops, if they are all meant."
        ),
    ]
}
