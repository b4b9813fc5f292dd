import AWSSigning
import FoundationEssentials

/// Moments as the sources of credentials and the caches of sign-ins write them, here in seconds since the epoch.
enum CredentialTime {
    /// The moments that are read: the years 1 to 9999.
    private static let range = -62_135_596_800.0...253_402_300_799

    /// Reads an ISO 8601 date-time in UTC or with an offset; parts of a second are cut off.
    ///
    /// Old releases of the AWS CLI end their moments in `UTC` instead of `Z`, which is read as well.
    ///
    /// - Returns: nil when the text is anything else, or the years 1 to 9999 do not hold the moment.
    static func seconds(_ text: String) -> Int64? {
        guard let date = try? Date(text, strategy: .iso8601) else { return nil }
        let seconds = date.timeIntervalSince1970.rounded(.down)
        return range.contains(seconds) ? Int64(seconds) : nil
    }

    /// Writes a moment as the AWS CLI does: `2026-11-22T10:00:00Z`.
    static func text(_ seconds: Int64) -> String {
        let digits = Array(SigningTime(secondsSinceEpoch: seconds).description.utf8)
        let separators: [Int: UInt8] = [
            4: UInt8(ascii: "-"), 6: UInt8(ascii: "-"), 11: UInt8(ascii: ":"), 13: UInt8(ascii: ":"),
        ]
        var text: [UInt8] = []
        for (index, digit) in digits.enumerated() {
            if let separator = separators[index] { text.append(separator) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
