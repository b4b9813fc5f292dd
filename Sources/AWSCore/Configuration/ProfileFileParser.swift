import Support

/// Reads the text of a configuration or credentials file line by line, as the AWS CLI does.
///
/// A line that begins deeper than the property before it continues that one. Under a property without a value such lines
/// are properties of their own, `name = value`, and stay in the value as they are. Where the AWS SDKs agree on more than
/// the AWS CLI reads (comments behind values, blanks in headings, repeated headings), that is read too.
struct ProfileFileParser {
    private let kind: ProfileFile.Kind
    private let path: String
    private var file = ProfileFile()
    /// The number of the line that is being read, from 1.
    private var lineNumber = 0
    /// Of the section that is being read; empty for one that no tool knows, nil before the first.
    private var headings: [ProfileHeading]?
    /// What deeper lines continue; nil before the first property of a section.
    private var property: (name: String, value: String)?
    /// How many blanks the property or the heading before stands behind.
    private var depth = 0

    /// Reads a whole file; throws at the first line that may not be there.
    static func parse(
        _ bytes: [UInt8],
        path: String,
        kind: ProfileFile.Kind
    ) throws(AWSConfigurationError) -> ProfileFile {
        var parser = ProfileFileParser(kind: kind, path: path)
        var text = String(decoding: bytes, as: UTF8.self)[...]
        if text.unicodeScalars.first == "\u{FEFF}" { text = Substring(text.unicodeScalars.dropFirst()) }
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.endsLine) {
            parser.lineNumber += 1
            try parser.read(line)
        }
        return parser.file
    }

    private init(kind: ProfileFile.Kind, path: String) {
        self.kind = kind
        self.path = path
    }

    private var place: String { "\(path):\(lineNumber)" }

    private func error(_ message: String) -> AWSConfigurationError {
        AWSConfigurationError(.configuration, "\(place): \(message)")
    }

    private mutating func read(_ line: Substring) throws(AWSConfigurationError) {
        let text = line.trimmingBlanks()
        guard let first = text.unicodeScalars.first, first != "#", first != ";" else { return }
        let indentation = line.unicodeScalars.prefix { $0.properties.isWhitespace }.count
        if let property, indentation > depth { return try readContinuation(text, of: property) }
        depth = indentation
        if first == "[" {
            try readHeading(text)
        } else if headings == nil {
            throw error("expected a profile definition, found a \(indentation > 0 ? "continuation" : "property")")
        } else {
            try readProperty(text, isIndented: indentation > 0)
        }
    }

    /// Reads `[profile x]`, after which a comment may follow at once; without one the last bracket ends the heading.
    private mutating func readHeading(_ text: String) throws(AWSConfigurationError) {
        let scalars = text.unicodeScalars
        let rest = { (bracket: String.Index) in text[scalars.index(after: bracket)...].trimmingBlanks() }
        let isComment = { (text: String) in text.hasPrefix("#") || text.hasPrefix(";") }
        guard let first = scalars.firstIndex(of: "]"), let last = scalars.lastIndex(of: "]") else {
            throw error("profile definition must end with ']'")
        }
        let end = isComment(rest(first)) ? first : last
        guard isComment(rest(end)) || !rest(end).contains("=") else {
            throw error("profile definition must end with ']', and the property after it begin a line of its own")
        }
        let inside = text[scalars.index(after: scalars.startIndex)..<end].trimmingBlanks()
        let found = ProfileHeading.all(inside, in: kind)
        headings = found
        property = nil
        for heading in found { file.sections[heading, default: .init()].lines += [] }
        if found.isEmpty { pass(over: inside, ProfileHeading.reason(inside)) }
    }

    private mutating func pass(over heading: String, _ reason: String) {
        file.unread.append(ProfileFile.UnreadHeading(place: place, text: heading, reason: reason))
    }

    /// Reads `name = value` or `name: value`, after which a comment may follow behind a blank.
    private mutating func readProperty(_ text: String, isIndented: Bool) throws(AWSConfigurationError) {
        guard let (name, value) = Self.parts(of: Self.withoutComment(text), between: "=:") else {
            throw error(
                isIndented
                    ? "expected a property definition, found continuation" : "expected an '=' sign defining a property"
            )
        }
        guard !name.isEmpty else { throw error("property did not have a name") }
        property = (name.lowercased(), value)
        add(ProfileFile.Line(place: place, name: name.lowercased(), value: value))
        guard ProfileHeading.isName(name) else { return }
        for heading in headings ?? [] { file.sections[heading]?.properties[name.lowercased()] = value }
    }

    private mutating func readContinuation(
        _ text: String,
        of owner: (name: String, value: String)
    ) throws(AWSConfigurationError) {
        let isSubproperty = owner.value.isEmpty || owner.value.hasPrefix("\n")
        let parts = Self.parts(of: text, between: "=")
        if isSubproperty, headings?.isEmpty == false {
            guard let parts else { throw error("expected an '=' sign defining a sub-property") }
            guard !parts.name.isEmpty else { throw error("sub-property did not have a name") }
        }
        if text.hasPrefix("["), text.hasSuffix("]"), !isSubproperty {
            pass(
                over: String(text.dropFirst().dropLast()),
                "is indented, so it continues '\(owner.name)': indent it less"
            )
        }
        if let (name, value) = parts {
            add(
                .init(
                    place: place,
                    name: name.lowercased(),
                    value: value,
                    owner: owner.name,
                    isSubproperty: isSubproperty
                )
            )
        }
        property = (owner.name, "\(owner.value)\n\(text)")
        for heading in headings ?? [] where ProfileHeading.isName(owner.name) {
            file.sections[heading]?.properties[owner.name] = property?.value
        }
    }

    private mutating func add(_ line: ProfileFile.Line) {
        guard let headings, !headings.isEmpty else {
            if !file.unread.isEmpty { file.unread[file.unread.count - 1].lines.append(line) }
            return
        }
        for heading in headings { file.sections[heading]?.lines.append(line) }
    }

    /// Cuts a comment off, which stands behind a blank and not between quotation marks.
    private static func withoutComment(_ text: String) -> String {
        var isAfterBlank = false
        for index in text.unicodeScalars.indices {
            let scalar = text.unicodeScalars[index]
            if isAfterBlank, scalar == "#" || scalar == ";", CommandLineWords.split(String(text[..<index])) != nil {
                return String(text[..<index])
            }
            isAfterBlank = scalar == " " || scalar == "\t"
        }
        return text
    }

    /// Nil when none of the marks is there.
    private static func parts(of text: String, between marks: String) -> (name: String, value: String)? {
        guard let mark = text.unicodeScalars.firstIndex(where: { marks.unicodeScalars.contains($0) }) else {
            return nil
        }
        let value = text.unicodeScalars[text.unicodeScalars.index(after: mark)...]
        return (text[..<mark].trimmingBlanks(), Substring(value).trimmingBlanks())
    }
}
