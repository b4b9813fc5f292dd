/// How the files of `loopsFrom` may be written.
enum LoopListFormat: String, CaseIterable, Sendable {
    /// One name or ARN a line; blank lines and what follows a `#` are passed over.
    case lines
    /// Comma-separated values with a header (RFC 4180), one column of which has the names.
    case csv
    /// One JSON value a line: a name, or an object with it.
    case jsonl
    /// One JSON array of names, or of objects with them.
    case json
}
