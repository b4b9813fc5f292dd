import Support

/// Moments as the programs of people print them: Python, Go, JavaScript, `date`, and seconds since the epoch.
enum PrintedTime {
    /// Reads a moment, in seconds since the epoch, which without a time zone is of UTC; nil when it is none.
    static func seconds(_ value: JSONValue) -> Int64? {
        switch value {
        case .string(let text): seconds(text)
        case .integer(let number): seconds(String(number))
        case .number(let number): Int64(exactly: number.rounded(.down)).flatMap { seconds(String($0)) }
        default: nil
        }
    }

    private static func seconds(_ text: String) -> Int64? {
        // Seconds have ten digits until the year 2286, and milliseconds thirteen.
        if text.utf8.allSatisfy(\.isASCIIDigit), let number = Int64(text) {
            return [9, 10].contains(text.utf8.count) ? number : text.utf8.count == 13 ? number / 1_000 : nil
        }
        var parts = Parts()
        // JavaScript explains the zone in brackets.
        for word in text.prefix(while: { $0 != "(" }).split(whereSeparator: { $0.isWhitespace || $0 == "," }) {
            guard parts.take(word) else { return nil }
        }
        return parts.text.flatMap { CredentialTime.seconds($0) }
    }

    /// What is known of a moment so far, each in digits.
    private struct Parts {
        var year: String?
        var month: String?
        var day: String?
        /// `hh`, `mm` and `ss`.
        var time: [String]?
        var isAfternoon: Bool?
        /// Such as `+02:00`.
        var zone: String?

        private static let months = [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ]
        private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

        /// The moment by ISO 8601; nil when a part is missing, or there is no such day or hour.
        var text: String? {
            guard let year, let month, let day, let time, var hour = Int(time[0]) else { return nil }
            if let isAfternoon { hour = hour % 12 + (isAfternoon ? 12 : 0) }
            let clock = ([String(hour)] + time.dropFirst()).map(Self.padded).joined(separator: ":")
            let local = "\(year)-\(Self.padded(month))-\(Self.padded(day))T\(clock)"
            // What reads it takes February 30 for March 2.
            guard CredentialTime.seconds("\(local)Z").map(CredentialTime.text) == "\(local)Z" else { return nil }
            return local + (zone ?? "Z")
        }

        private static func padded(_ digits: some StringProtocol) -> String {
            digits.utf8.count == 1 ? "0\(digits)" : String(digits)
        }

        /// Takes a word; false when it is none of a moment.
        mutating func take(_ word: Substring) -> Bool {
            let isNumber = word.utf8.allSatisfy(\.isASCIIDigit)
            let isDigitFirst = word.utf8.first?.isASCIIDigit == true
            if isNumber {
                if word.utf8.count == 4 { year = String(word) } else { day = String(word) }
                return word.utf8.count <= 4
            }
            if isDigitFirst, let mark = word.firstIndex(where: { $0 == "T" || $0 == "t" }),
                word[..<mark].utf8.count >= 8
            {
                return take(word[..<mark]) && take(word[word.index(after: mark)...])
            }
            if isDigitFirst { return word.contains(":") ? takeTime(word) : takeDate(word) }
            let name = word.prefix(3).lowercased()
            if let index = Self.months.firstIndex(of: name) {
                month = String(index + 1)
            } else if name == "am" || name == "pm" {
                isAfternoon = name == "pm"
            } else if !Self.weekdays.contains(name), !word.hasPrefix("m=") {
                // Go writes the offset first and the zone's name behind it.
                return takeZone(word) || (zone != nil && word.allSatisfy(\.isLetter))
            }
            return true
        }

        private mutating func takeDate(_ word: Substring) -> Bool {
            let numbers = word.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "/" }.map(String.init)
            guard numbers.count == 3, numbers[0].utf8.count == 4 else { return false }
            (year, month, day) = (numbers[0], numbers[1], numbers[2])
            return true
        }

        private mutating func takeTime(_ word: Substring) -> Bool {
            let clock = word.prefix { $0.isNumber || $0 == ":" || $0 == "." }
            let numbers = clock.prefix { $0 != "." }.split(separator: ":" as Character).map(String.init)
            guard (2...3).contains(numbers.count) else { return false }
            time = numbers.count == 2 ? numbers + ["00"] : numbers
            let rest = word[clock.endIndex...]
            return rest.isEmpty || takeZone(rest)
        }

        private mutating func takeZone(_ word: Substring) -> Bool {
            var offset = word.uppercased()[...]
            for name in ["UTC", "GMT", "Z"] where offset.hasPrefix(name) { offset = offset.dropFirst(name.count) }
            if offset.isEmpty {
                zone = zone ?? "Z"
                return true
            }
            let digits = offset.dropFirst().filter { $0 != ":" }
            guard offset.first == "+" || offset.first == "-", [2, 4].contains(digits.utf8.count) else { return false }
            zone = "\(offset.prefix(1))\(digits.prefix(2)):\(digits.utf8.count == 4 ? digits.suffix(2) : "00")"
            return digits.utf8.allSatisfy(\.isASCIIDigit)
        }
    }
}
