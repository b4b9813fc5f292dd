/// Reads the text of a configuration or credentials file line by line, as the AWS SDKs agree to.
///
/// A line that begins with a blank continues the property before it. Under a property without a value such lines are
/// properties of their own, `name = value`, and stay in the value as they are.
struct ProfileFileParser {
    private enum Context {
        case none
        case section
        case property(name: String, value: String)
        /// A section or a property that no tool knows, whose lines are passed over.
        case ignored
    }

    private let kind: ProfileFile.Kind
    private var file = ProfileFile()
    /// The number of the line that is being read, from 1.
    private var lineNumber = 0
    /// Nil when none is open, or one that no tool knows.
    private var heading: ProfileHeading?
    private var context = Context.none

    /// Reads a whole file; throws at the first line that may not be there.
    static func parse(_ bytes: [UInt8], kind: ProfileFile.Kind) throws(ProfileFileError) -> ProfileFile {
        var parser = ProfileFileParser(kind: kind)
        var text = String(decoding: bytes, as: UTF8.self)[...]
        if text.unicodeScalars.first == "\u{FEFF}" { text = Substring(text.unicodeScalars.dropFirst()) }
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            parser.lineNumber += 1
            try parser.read(line)
        }
        return parser.file
    }

    private func error(_ message: String) -> ProfileFileError { ProfileFileError(line: lineNumber, message: message) }

    private mutating func read(_ line: Substring) throws(ProfileFileError) {
        let text = line.trimmingBlanks()
        guard let first = text.utf8.first else { return }
        if first == UInt8(ascii: "#") || first == UInt8(ascii: ";") { return }
        if line.first == " " || line.first == "\t" {
            // A heading may not be indented, but a bracket may begin a continuation.
            try readContinuation(text)
        } else if first == UInt8(ascii: "[") {
            try readHeading(text)
        } else {
            try readProperty(line)
        }
    }

    /// Reads `[profile x]`, after which a comment may follow at once.
    private mutating func readHeading(_ text: String) throws(ProfileFileError) {
        let inside = text.dropFirst().prefix { $0 != "]" }
        let rest = text[inside.endIndex...].dropFirst().trimmingBlanks()
        guard inside.endIndex < text.endIndex, rest.isEmpty || rest.hasPrefix("#") || rest.hasPrefix(";") else {
            throw error("profile definition must end with ']'")
        }
        heading = ProfileHeading(inside, in: kind)
        context = heading == nil ? .ignored : .section
        if let heading { file.open(heading) }
    }

    /// Reads `name = value`, after which a comment may follow behind a blank.
    private mutating func readProperty(_ line: Substring) throws(ProfileFileError) {
        if case .none = context { throw error("expected a profile definition, found a property") }
        let (name, value) = try parts(of: Self.withoutComment(line), kind: "property")
        guard let heading, ProfileHeading.isName(name) else {
            context = .ignored
            return
        }
        context = .property(name: name.lowercased(), value: value)
        file.set(name.lowercased(), to: value, in: heading)
    }

    private mutating func readContinuation(_ text: String) throws(ProfileFileError) {
        switch context {
        case .none: throw error("expected a profile definition, found a continuation")
        case .section: throw error("expected a property definition, found continuation")
        case .ignored: return
        case .property(let name, let value):
            if value.isEmpty || value.hasPrefix("\n") { _ = try parts(of: text[...], kind: "sub-property") }
            let longer = "\(value)\n\(text)"
            context = .property(name: name, value: longer)
            if let heading { file.set(name, to: longer, in: heading) }
        }
    }

    private static func withoutComment(_ line: Substring) -> Substring {
        var isAfterBlank = false
        for index in line.indices {
            let character = line[index]
            if isAfterBlank, character == "#" || character == ";" { return line[..<index] }
            isAfterBlank = character == " " || character == "\t"
        }
        return line
    }

    private func parts(of line: Substring, kind: String) throws(ProfileFileError) -> (name: String, value: String) {
        guard let equals = line.firstIndex(of: "=") else { throw error("expected an '=' sign defining a \(kind)") }
        let name = line[..<equals].trimmingBlanks()
        guard !name.isEmpty else { throw error("\(kind) did not have a name") }
        return (name, line[line.index(after: equals)...].trimmingBlanks())
    }
}

/// A line that a configuration or credentials file may not hold.
struct ProfileFileError: Error, Hashable, Sendable {
    /// From 1.
    let line: Int
    let message: String
}
