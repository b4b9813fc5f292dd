/// How counts are written for a person.
enum CountText {
    /// Writes a number with a comma before each group of three digits: `1,240`.
    static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        var text = number < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// Writes a number with the noun it counts: `1 loop`, `1,240 loops`.
    static func counted(_ number: Int, _ singular: String) -> String {
        "\(grouped(number)) \(singular)\(number == 1 ? "" : "s")"
    }
}
