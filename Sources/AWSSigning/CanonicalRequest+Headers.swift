extension CanonicalRequest {
    /// Brings headers into their canonical form: names in lower case and sorted, values folded and joined.
    static func canonicalHeaders(_ headers: [HTTPHeader]) -> [HTTPHeader] {
        var fields: [HTTPHeader] = []
        // A stable sort: several headers of one name keep the order of the wire.
        let sorted = headers.map { HTTPHeader($0.name.lowercased(), folded($0.value)) }.enumerated()
            .sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }
        for (_, header) in sorted {
            if let last = fields.last, last.name == header.name {
                fields[fields.count - 1] = HTTPHeader(last.name, last.value + "," + header.value)
            } else {
                fields.append(header)
            }
        }
        return fields
    }

    /// Trims a value and makes every run of blanks and line breaks in it one blank.
    private static func folded(_ value: String) -> String {
        var folded: [UInt8] = []
        folded.reserveCapacity(value.utf8.count)
        var isBlankDue = false
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
                isBlankDue = !folded.isEmpty
            default:
                if isBlankDue { folded.append(UInt8(ascii: " ")) }
                isBlankDue = false
                folded.append(byte)
            }
        }
        return String(decoding: folded, as: UTF8.self)
    }
}
