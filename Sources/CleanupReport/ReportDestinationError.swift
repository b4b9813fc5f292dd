/// Why text is not `FORMAT=PATH`.
package enum ReportDestinationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no equals sign.
    case noFormat(String)
    /// What stands before the equals sign is no format.
    case unknownFormat(String)
    /// Nothing stands after the equals sign.
    case noPath(String)

    /// One sentence for a person, without a full stop, that names the formats there are.
    package var description: String {
        let formats = ReportFormat.allCases.map(\.rawValue).joined(separator: ", ")
        return switch self {
        case .noFormat(let text): "'\(text)' is not FORMAT=PATH (formats: \(formats); '-' is standard output)"
        case .unknownFormat(let text): "'\(text)' is not a report format (formats: \(formats))"
        case .noPath(let text): "'\(text)' names no path after '=' ('-' is standard output)"
        }
    }
}
