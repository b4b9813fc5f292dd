import HumanLoops

/// The moment as HTTP's `date` header has it (RFC 9110, section 5.6.7): `Sun, 22 Nov 2026 10:00:00 GMT`.
struct HTTPDate: CustomStringConvertible {
    /// The days of the week from the one of 1970-01-01.
    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    /// The months of the year.
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The moment.
    let moment: Timestamp

    /// The header's value.
    var description: String {
        let text = Array(moment.description.utf8)
        let field = { (range: Range<Int>) in String(decoding: text[range], as: UTF8.self) }
        let dayOfWeek = Int(moment.millisecondsSinceEpoch / 86_400_000) % 7
        let month = min(max(Int(field(5..<7)) ?? 1, 1), 12)
        return "\(Self.days[(dayOfWeek + 7) % 7]), \(field(8..<10)) \(Self.months[month - 1]) \(field(0..<4)) "
            + "\(field(11..<19)) GMT"
    }
}
