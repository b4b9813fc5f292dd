import FoundationEssentials
import Support
import TestSupport
import YAML

/// What holds for all output, whatever was read.
enum OutputCheck {
    /// Checks that text for a person holds nothing that does more to a terminal than show up.
    static func text(_ bytes: [UInt8]) {
        if isPlain(bytes) { return }
        for scalar in scalars(of: bytes) {
            expect(scalar == "\n" || !SanitizedText.isHarmful(scalar), "text has U+\(hexadecimal(scalar))")
        }
    }

    /// Checks that bytes are one JSON document, with line feeds as the only control characters.
    static func json(_ bytes: [UInt8]) {
        refuseControls(in: bytes, besides: ["\n"])
        expect(isJSON(bytes), "it is no JSON")
    }

    /// Whether bytes are one JSON document.
    static func isJSON(_ bytes: [UInt8]) -> Bool {
        (try? JSONDecoder().decode(JSONTree.self, from: Data(bytes))) != nil
    }

    /// Checks that each line is one JSON object, without control characters.
    static func jsonLines(_ bytes: [UInt8]) {
        expect(bytes.isEmpty || bytes.last == UInt8(ascii: "\n"), "the last line has no end")
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            expect(line.first == UInt8(ascii: "{"), "a line is no object")
            refuseControls(in: Array(line), besides: [])
            expect(isJSON(Array(line)), "a line is no JSON")
        }
    }

    /// Checks that comma-separated values hold no control characters but those that cells may have.
    static func csv(_ bytes: [UInt8]) {
        refuseControls(in: bytes, besides: ["\n", "\r", "\t"])
    }

    /// Checks that a value may stand in the head of an HTTP request: it cannot end its line.
    static func header(_ text: String) {
        expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "a header has '\(text.debugDescription)'")
    }

    /// Checks that a sentence does not tell a secret.
    static func conceals(_ secret: String, in text: String) {
        expect(!text.contains(secret), "a secret is told: '\(text)'")
    }

    /// Refuses control characters, and what ends a line for tools that follow Unicode.
    private static func refuseControls(in bytes: [UInt8], besides allowed: Set<Unicode.Scalar>) {
        if isPlain(bytes) { return }
        for scalar in scalars(of: bytes) where !allowed.contains(scalar) {
            expect(scalar.properties.generalCategory != .control, "output has U+\(hexadecimal(scalar))")
        }
    }

    /// Whether bytes are nothing but printable ASCII and line feeds, as most are.
    private static func isPlain(_ bytes: [UInt8]) -> Bool {
        bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0A }
    }

    /// Takes text apart, which must be UTF-8.
    private static func scalars(of bytes: [UInt8]) -> String.UnicodeScalarView {
        guard let text = String(validating: bytes, as: UTF8.self) else { fatalError("output is not UTF-8") }
        return text.unicodeScalars
    }

    /// Writes the number of a character.
    private static func hexadecimal(_ scalar: Unicode.Scalar) -> String { String(scalar.value, radix: 16) }
}
