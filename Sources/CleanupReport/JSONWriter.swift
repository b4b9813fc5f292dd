package import HumanLoops
import Support

/// Writes JSON to bytes, in the order in which it is told to: keys are never sorted, absent values are left out.
package struct JSONWriter: Sendable {
    /// What has been written since the last `take`.
    private var bytes: [UInt8] = []
    /// Whether the next value is the first of its object or array, and needs no comma.
    private var isFirst = true

    /// Starts with nothing written.
    package init() {}

    /// Hands over what has been written, and starts anew.
    package mutating func take() -> [UInt8] {
        defer {
            bytes.removeAll(keepingCapacity: true)
            isFirst = true
        }
        return bytes
    }

    /// Ends a line.
    package mutating func newline() {
        bytes.append(UInt8(ascii: "\n"))
        isFirst = true
    }

    /// Writes an object as a value of its own or as the next element of an array.
    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        separate()
        bracket("{", "}", members)
    }

    /// Writes a member that is an object.
    package mutating func object(_ key: String, _ members: (inout JSONWriter) -> Void) {
        self.key(key)
        bracket("{", "}", members)
    }

    /// Writes a member that is an array, each element with one call of `element`.
    package mutating func array<Element>(
        _ key: String,
        of elements: some Sequence<Element>,
        _ element: (inout JSONWriter, Element) -> Void
    ) {
        self.key(key)
        bracket("[", "]") { json in
            for value in elements { element(&json, value) }
        }
    }

    /// Writes text, without secrets, as the next element of an array.
    package mutating func text(_ text: String) {
        separate()
        string(KnownSecrets.hidden(in: text))
    }

    /// Writes a member that is text, without secrets; nil leaves the member out.
    package mutating func member(_ key: String, _ text: String?) {
        guard let text else { return }
        self.key(key)
        string(KnownSecrets.hidden(in: text))
    }

    /// Writes a member that is a loop's name, letter by letter: a run is resumed by it.
    ///
    /// It is a manifest's, or a service's in whose answers secrets are hidden before they are read.
    package mutating func member(_ key: String, _ name: HumanLoopName) {
        self.key(key)
        string(name.rawValue)
    }

    /// Writes a member that is a whole number; nil leaves the member out.
    package mutating func member(_ key: String, _ number: Int?) {
        guard let number else { return }
        self.key(key)
        bytes.append(contentsOf: String(number).utf8)
    }

    /// Writes a member that is true or false.
    package mutating func member(_ key: String, _ flag: Bool) {
        self.key(key)
        bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    }

    /// Writes a member that is a moment, in RFC 3339; nil leaves the member out.
    package mutating func member(_ key: String, _ moment: Timestamp?) {
        member(key, moment?.description)
    }

    /// Writes a member that is a number of seconds, with at most three decimals; the key says that it is seconds.
    package mutating func member(_ key: String, seconds duration: Duration) {
        self.key(key)
        bytes.append(contentsOf: DurationText.decimalSeconds(duration).utf8)
    }

    /// Writes what stands before the value of a member.
    private mutating func key(_ key: String) {
        separate()
        string(key)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Writes a comma unless the next value is a first one.
    private mutating func separate() {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
    }

    /// Writes content between its brackets.
    private mutating func bracket(
        _ opening: Unicode.Scalar,
        _ closing: Unicode.Scalar,
        _ content: (inout JSONWriter) -> Void
    ) {
        bytes.append(UInt8(ascii: opening))
        isFirst = true
        content(&self)
        bytes.append(UInt8(ascii: closing))
        isFirst = false
    }

    /// Writes a string with its quotes (RFC 8259, section 7).
    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        JSONEscaper.append(text, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }
}
