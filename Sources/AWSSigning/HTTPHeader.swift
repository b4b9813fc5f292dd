/// One header of a request or an answer, as it stands on the wire.
package struct HTTPHeader: Hashable, Sendable {
    /// The name; its case does not matter.
    package let name: String
    /// The value, without the blanks that HTTP allows around it.
    package let value: String

    /// Makes a header from its parts.
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
