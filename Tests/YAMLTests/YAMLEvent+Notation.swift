@testable import YAML

extension YAMLEvent {
    /// The event as the YAML test suite writes it, such as `=VAL :text`; the suite's marks for flow style are left out.
    var notation: String {
        switch content {
        case .streamStart: "+STR"
        case .streamEnd: "-STR"
        case .documentStart(let start): start.isImplicit ? "+DOC" : "+DOC ---"
        case .documentEnd(let isImplicit): isImplicit ? "-DOC" : "-DOC ..."
        case .alias(let name): "=ALI *\(name)"
        case .scalar(let scalar): "=VAL\(Self.notation(scalar.properties)) \(Self.notation(scalar))"
        case .sequenceStart(let properties): "+SEQ\(Self.notation(properties))"
        case .sequenceEnd: "-SEQ"
        case .mappingStart(let properties): "+MAP\(Self.notation(properties))"
        case .mappingEnd: "-MAP"
        }
    }

    /// Writes an anchor and a tag.
    private static func notation(_ properties: YAMLNodeProperties) -> String {
        (properties.anchor.map { " &\($0)" } ?? "") + (properties.tag.map { " <\($0)>" } ?? "")
    }

    /// Writes a scalar's style and its escaped text.
    private static func notation(_ scalar: YAMLScalar) -> String {
        let style =
            switch scalar.style {
            case .plain: ":"
            case .singleQuoted: "'"
            case .doubleQuoted: "\""
            case .literal: "|"
            case .folded: ">"
            }
        return scalar.text.unicodeScalars.reduce(into: style) { text, character in
            switch character {
            case "\\": text += "\\\\"
            case "\0": text += "\\0"
            case "\u{8}": text += "\\b"
            case "\t": text += "\\t"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            default: text.unicodeScalars.append(character)
            }
        }
    }
}

extension YAMLEventReader {
    /// Reads all the events of a source.
    ///
    /// - Returns: the events before the end or the error, and the error; nil when there was none.
    static func all(
        _ source: any ByteSource,
        limits: YAMLLimits = YAMLLimits()
    ) -> (events: [YAMLEvent], error: YAMLReadError?) {
        var reader = YAMLEventReader(source, limits: limits)
        var events: [YAMLEvent] = []
        do {
            while let event = try reader.next() { events.append(event) }
            return (events, nil)
        } catch {
            return (events, error)
        }
    }
}

/// Bytes that come in pieces of one size, and after them a failure if one is wanted.
struct ScriptedByteSource: ByteSource {
    /// The bytes that have not been read.
    private var rest: ArraySlice<UInt8>
    /// How many bytes a piece has.
    private let pieceSize: Int
    /// What is thrown at the end; nil for an ordinary end.
    private let failure: ByteSourceError?

    /// Makes a source of a text's UTF-8.
    init(_ text: String, pieceSize: Int = 1, failure: ByteSourceError? = nil) {
        rest = Array(text.utf8)[...]
        self.pieceSize = pieceSize
        self.failure = failure
    }

    /// Reads the next piece.
    mutating func readChunk() throws(ByteSourceError) -> [UInt8] {
        if rest.isEmpty, let failure { throw failure }
        defer { rest = rest.dropFirst(pieceSize) }
        return Array(rest.prefix(pieceSize))
    }
}
