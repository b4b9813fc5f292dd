import FoundationEssentials

extension HTTPResponse {
    /// The months as HTTP's `date` header has them.
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The moment that the answer was made at by its sender's clock, in whole seconds since 1970-01-01T00:00:00Z.
    ///
    /// - Returns: nil when the answer does not say, or not in the form of `Sun, 22 Nov 2026 10:00:00 GMT`, the only one
    ///   that senders may still write (RFC 9110, section 5.6.7).
    package var date: Int64? { header("date").flatMap { Self.secondsSinceEpoch($0) } }

    /// Reads the value of a `date` header.
    static func secondsSinceEpoch(_ text: String) -> Int64? {
        let parts = text.split(separator: " " as Character)
        guard parts.count == 6, parts[0].last == ",", parts[1].utf8.count == 2, parts[3].utf8.count == 4,
            let month = months.firstIndex(of: String(parts[2])), parts[4].utf8.count == 8, parts[5] == "GMT"
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        // FoundationEssentials reads no date of HTTP; rearranged, it is one of ISO 8601.
        let rearranged = "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z"
        return (try? Date(rearranged, strategy: .iso8601)).map { Int64($0.timeIntervalSince1970) }
    }
}
