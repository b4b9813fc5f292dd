/// An element of XML: its name, what stands in it, and the elements in it; attributes are read and left out.
struct XMLElement: Hashable, Sendable {
    /// The name without the prefix of its namespace.
    let name: String
    /// The text that stands directly in the element, its pieces put together.
    private(set) var text = ""
    /// The elements in the order of the document.
    private(set) var children: [XMLElement] = []

    /// Makes an element with nothing in it.
    init(name: String) {
        self.name = name
    }

    /// Adds text at the end.
    mutating func append(_ piece: String) {
        text += piece
    }

    /// Adds an element at the end.
    mutating func append(_ child: XMLElement) {
        children.append(child)
    }

    /// The first child of a name.
    ///
    /// - Returns: nil when there is none.
    subscript(name: String) -> XMLElement? {
        children.first { $0.name == name }
    }

    /// The text of the first child of a name, without the blanks around it.
    ///
    /// - Returns: nil when there is no such child, or it has no text.
    func text(of name: String) -> String? {
        guard let text = self[name]?.text.trimmingBlanks(), !text.isEmpty else { return nil }
        return text
    }
}
