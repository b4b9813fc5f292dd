extension CodeExplanation {
    /// The codes of keys and values that are not of the form their place asks for.
    static let ofValues: [CodeExplanation] = [
        CodeExplanation(
            "E020",
            "a value is of another kind than its place asks for",
            "A list stands where a mapping must be, or a single value where a list must be.",
            "guards: {protect: {names: golden-*}}",
            "Put one item of a list in brackets: [\"golden-*\"]. A mapping is 'key: value'."
        ),
        CodeExplanation(
            "E021",
            "a key is not known",
            "It is misspelt, or in the wrong section. A key that was passed over could be a guard that does not hold.",
            "guards: {maxloops: 5}",
            "Use the key that the message suggests; capitals count. A note of your own begins with 'x-', at the top of the file."
        ),
        CodeExplanation(
            "E022",
            "a key is given twice",
            "The second value would silently take the place of the first.",
            "target: {region: us-east-1, region: eu-west-1}",
            "Take one of them out."
        ),
        CodeExplanation(
            "E023",
            "a key is missing",
            "The mapping is of no use without it.",
            "loopsFrom: [{file: more.txt}]",
            "Add the key. 'loopsweep schema' prints what each section needs, and editors show it."
        ),
        CodeExplanation(
            "E024",
            "a key is not supported yet",
            "It belongs to the language, and this version cannot do what it says.",
            "targets: []",
            "Take it out, or install a newer version."
        ),
        CodeExplanation(
            "E025",
            "a value is empty",
            "Nothing stands behind the key, or 'null' or '~', which is nothing in YAML.",
            "loops: [a, null]",
            "Write the value, or take the key out. A loop that is really called null is written 'null', in quotes."
        ),
        CodeExplanation(
            "E026",
            "a value runs over several lines",
            "A line that is indented further continues the one before: two names have become one.",
            "loops:\n  - a\n   - b",
            "Indent all items alike."
        ),
        CodeExplanation(
            "E030",
            "a value is not a duration",
            "A duration is a whole number and one unit: ms, s, m, h or d. Some must be greater than zero.",
            "execution: {deadline: 30}",
            "Write 250ms, 90s, 30m, 2h or 7d; 1h30m is 90m."
        ),
        CodeExplanation(
            "E031",
            "a value is not a number, or out of its range",
            "Counts are whole numbers without signs, leading zeros or separators; a share is a number with '%'.",
            "guards: {maxLoops: 5_000}",
            "Write a number in the range that the message names."
        ),
        CodeExplanation(
            "E032",
            "a value is not true or false",
            "Only these two words are taken: yes, no, on and off are text.",
            nil,
            "Write true or false."
        ),
        CodeExplanation(
            "E033",
            "a value is not one of the words that are allowed",
            "Each of these keys takes a few words, and capitals count.",
            "defaults: {onInProgress: stpo}",
            "Use one of the words in the message."
        ),
        CodeExplanation(
            "E034",
            "a value is not a time",
            "A time has a date, a time of day and a zone (RFC 3339), so that it means the same moment everywhere.",
            "defaults: {expect: {createdAfter: 2026-11-22}}",
            "Write 2026-11-22T10:00:00Z, or with a zone such as +01:00."
        ),
        CodeExplanation(
            "E035",
            "a value is not a human loop's name",
            "Names have 1 to 63 lower-case letters, digits and '-', and neither begin nor end with '-'.",
            "loops: [Dup_1]",
            "Copy the name from the console or from 'list-human-loops'. In a list, see that the right column is named."
        ),
        CodeExplanation(
            "E036",
            "a value is not the ARN that is asked for",
            "The ARN is of another kind of resource, or has a part too few, or only a name is given.",
            "defaults: {expect: {flowDefinition: invoice-review}}",
            "Copy the whole ARN: arn:aws:sagemaker:REGION:ACCOUNT:flow-definition/NAME."
        ),
        CodeExplanation(
            "E037",
            "a text is not of the form that is asked for",
            "The key takes a name, an account, a region, a pattern or the like, and the message shows an example.",
            "target: {region: us_east_1}",
            "Write it like the example. Twelve digits of an account are put in quotes."
        ),
        CodeExplanation(
            "W101",
            "a name is written as other tools write true and false",
            "'yes' and 'on' are names here. A tool that rewrites the file may make 'true' of them.",
            "loops: [yes]",
            "Put the name in quotes."
        ),
        CodeExplanation(
            "W102",
            "a name is written as other tools write a number",
            "'1e5' and '007' are names here. A tool that rewrites the file may make 100000 and 7 of them.",
            "loops: [1e5]",
            "Put the name in quotes."
        ),
        CodeExplanation(
            "W103",
            "a name is written as other tools write a date",
            "'2026-11-22' is a name here. A tool that rewrites the file may make a time of it.",
            "loops: [2026-11-22]",
            "Put the name in quotes."
        ),
    ]
}
