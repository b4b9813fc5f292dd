import YAML

/// One of `loopsFrom` as far as it has been read.
struct LoopsFromDraft {
    /// The column or key that has the names when none is given.
    static let defaultColumn = "HumanLoopName"

    /// The file, and where it is named; nil when it is not, or wrongly.
    var file: (path: String, node: YAMLNode)?
    /// How the file is written; nil when that is not said, or wrongly.
    var format: LoopListFormat?
    /// The column, and where it is given; nil when it is not.
    var column: (name: String?, node: YAMLNode)?
    /// The digest, and where it is given; nil when it is not.
    var digest: (text: String, node: YAMLNode)?
    /// The settings that the file's loops share.
    var settings = SettingsOverride()

    /// Makes the reader of the file's format.
    ///
    /// - Returns: nil when the format is not known.
    func reader(_ cursor: ListCursor) -> (any LoopListReader)? {
        let column = column?.name ?? Self.defaultColumn
        switch format {
        case .lines: return LineListReader(cursor)
        case .csv: return CSVListReader(cursor, column: column)
        case .jsonl: return JSONListReader(cursor, column: column, isByLine: true)
        case .json: return JSONListReader(cursor, column: column, isByLine: false)
        case nil: return nil
        }
    }
}
