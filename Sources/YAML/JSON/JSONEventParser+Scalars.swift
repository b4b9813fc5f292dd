extension JSONEventParser {
    /// Reads a string, whose opening quote is the current character.
    mutating func string() throws(YAMLReadError) -> YAMLEvent {
        let start = cursor.mark
        var text = ""
        try cursor.advance()
        while cursor.current != "\"" {
            guard let scalar = cursor.current else {
                throw error("the string that begins here is never closed", at: start)
            }
            switch scalar {
            case "\\": try append(try escape(), to: &text, of: start)
            case "\u{0}"..<"\u{20}": throw controlCharacter(scalar, stringStart: start)
            default:
                try append(scalar, to: &text, of: start)
                if let run = cursor.skipPlain(atMost: limits.scalarBytes - text.utf8.count) {
                    text += String(decoding: run, as: UTF8.self)
                } else {
                    try cursor.advance()
                }
            }
        }
        try cursor.advance()
        return YAMLEvent(content: .scalar(YAMLScalar(text: text, style: .doubleQuoted)), start: start, end: cursor.mark)
    }

    /// Reads a number as it is written (RFC 8259, section 6).
    mutating func number() throws(YAMLReadError) -> YAMLEvent {
        let start = cursor.mark
        var text = ""
        if cursor.current == "-" { try take(into: &text) }
        if cursor.current == "0" {
            try take(into: &text)
            if isDigit { throw error("a number must not begin with 0: put text in double quotes", at: start) }
        } else {
            try digits(into: &text)
        }
        if cursor.current == "." {
            try take(into: &text)
            try digits(into: &text)
        }
        if cursor.current == "e" || cursor.current == "E" {
            try take(into: &text)
            if cursor.current == "+" || cursor.current == "-" { try take(into: &text) }
            try digits(into: &text)
        }
        return YAMLEvent(content: .scalar(YAMLScalar(text: text)), start: start, end: cursor.mark)
    }

    /// Reads `true`, `false` or `null`.
    mutating func word() throws(YAMLReadError) -> YAMLEvent {
        let start = cursor.mark
        var text = ""
        while let scalar = cursor.current, ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) {
            try take(into: &text)
            // No word is longer; the rest of a long one is of no use.
            if text.utf8.count > 5 { break }
        }
        guard ["true", "false", "null"].contains(text) else { throw error("text must be in double quotes", at: start) }
        return YAMLEvent(content: .scalar(YAMLScalar(text: text)), start: start, end: cursor.mark)
    }

    private var isDigit: Bool { cursor.current.map { ("0"..."9").contains($0) } ?? false }

    /// Adds a character to a scalar; throws when the scalar is too long, unless it is to lose its end.
    private func append(
        _ character: Unicode.Scalar,
        to text: inout String,
        of start: TextPosition
    ) throws(YAMLReadError) {
        if text.utf8.count + UTF8.width(character) <= limits.scalarBytes {
            text.unicodeScalars.append(character)
        } else if !limits.cutsScalars {
            throw .limit(YAMLLimitError(bound: .scalarBytes(limits.scalarBytes), mark: start))
        }
    }

    private mutating func take(into text: inout String) throws(YAMLReadError) {
        if let scalar = cursor.current { try append(scalar, to: &text, of: cursor.mark) }
        try cursor.advance()
    }

    /// Takes digits, one at least.
    private mutating func digits(into text: inout String) throws(YAMLReadError) {
        guard isDigit else { throw error("a digit is missing here") }
        while isDigit { try take(into: &text) }
    }

    private func controlCharacter(_ scalar: Unicode.Scalar, stringStart: TextPosition) -> YAMLReadError {
        if scalar == "\n" || scalar == "\r" {
            return error("the string that begins here is not closed on its line", at: stringStart)
        }
        return error("a control character in a string must be an escape such as \\t")
    }

    /// Reads an escape, whose backslash is the current character (RFC 8259, section 7).
    private mutating func escape() throws(YAMLReadError) -> Unicode.Scalar {
        let start = cursor.mark
        try cursor.advance()
        let scalar: Unicode.Scalar
        switch cursor.current {
        case "\"", "\\", "/": scalar = cursor.current ?? "/"
        case "b": scalar = "\u{8}"
        case "f": scalar = "\u{C}"
        case "n": scalar = "\n"
        case "r": scalar = "\r"
        case "t": scalar = "\t"
        case "u": return try codePoint(start)
        default: throw error("this escape is not known in JSON", at: start)
        }
        try cursor.advance()
        return scalar
    }

    /// Reads the code point of an escape, or of a pair of them, whose `u` is the current character.
    private mutating func codePoint(_ start: TextPosition) throws(YAMLReadError) -> Unicode.Scalar {
        let first = try hexadecimal(start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        let lone = error("this is half of a character: a pair such as \\uD83D\\uDE00 is needed", at: start)
        guard first < 0xDC00, cursor.current == "\\" else { throw lone }
        try cursor.advance()
        guard cursor.current == "u" else { throw lone }
        let second = try hexadecimal(start)
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x1_0000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw lone }
        return scalar
    }

    private mutating func hexadecimal(_ start: TextPosition) throws(YAMLReadError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            try cursor.advance()
            guard let scalar = cursor.current, let digit = Character(scalar).hexDigitValue, scalar.isASCII else {
                throw error("'\\u' needs four hexadecimal digits", at: start)
            }
            value = value << 4 | UInt32(digit)
        }
        try cursor.advance()
        return value
    }
}
