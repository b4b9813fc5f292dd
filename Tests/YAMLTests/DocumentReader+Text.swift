import YAML

extension DocumentReader {
    /// Makes a reader of a text in a file called `test.yaml`.
    convenience init(text: String) {
        self.init(MemoryByteSource(text), file: "test.yaml")
    }
}

extension Diagnostic {
    /// The problem in one line: code, place and length, message.
    var summary: String { "\(code.rawValue) \(position.line):\(position.column)+\(length) \(message)" }
}
