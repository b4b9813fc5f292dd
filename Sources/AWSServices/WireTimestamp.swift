import HumanLoops

/// A moment as an answer holds it.
///
/// The service writes RFC 3339 text, its reference shows a number of seconds, and SDKs have met both
/// (aws-sdk-java-v2 issue 2671); a number in a string is read as well.
struct WireTimestamp: Decodable {
    /// The moments that a number may stand for, in seconds since the epoch: the years 1 to 9999.
    private static let seconds: ClosedRange<Double> = -62_135_596_800...253_402_300_799

    /// The moment.
    let value: Timestamp

    /// Reads a string or a number.
    ///
    /// - Throws: `DecodingError` when it is neither, or no moment.
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let moment: Timestamp?
        if let text = try? container.decode(String.self) {
            moment = Timestamp(rfc3339: text) ?? Self.moment(ofNumber: text)
        } else {
            moment = Self.moment(try container.decode(Double.self))
        }
        guard let moment else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no moment in time")
        }
        value = moment
    }

    /// Reads a decimal number of seconds since the epoch.
    ///
    /// - Returns: nil when the text is no such number.
    private static func moment(ofNumber text: String) -> Timestamp? {
        // Double also reads "nan", "infinity" and hexadecimal, which no service writes.
        let isDecimal = text.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
        return isDecimal ? Double(text).flatMap { moment($0) } : nil
    }

    /// The moment so many seconds after the epoch, to the nearest millisecond.
    ///
    /// - Returns: nil when the years 1 to 9999 do not hold it.
    private static func moment(_ number: Double) -> Timestamp? {
        guard seconds.contains(number) else { return nil }
        return Timestamp(millisecondsSinceEpoch: Int64((number * 1_000).rounded()))
    }
}
