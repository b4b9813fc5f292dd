/// Text with the colour sequences taken out, as a terminal without colours would show it.
struct TextWithoutColour {
    /// What is left.
    let text: String

    /// Takes out every `ESC [ … m`.
    init(_ coloured: String) {
        var text = ""
        var isSequence = false
        for scalar in coloured.unicodeScalars {
            if scalar == "\u{1B}" { isSequence = true }
            if !isSequence { text.unicodeScalars.append(scalar) }
            if scalar == "m" { isSequence = false }
        }
        self.text = text
    }
}
