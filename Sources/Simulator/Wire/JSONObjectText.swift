/// One JSON object, written member by member into bytes; absent values are left out.
struct JSONObjectText {
    /// What has been written, without the closing brace.
    private var text: [UInt8] = [UInt8(ascii: "{")]

    /// The digits of escapes.
    private static let digits = Array("0123456789abcdef".utf8)

    /// Starts an object without members.
    init() {}

    /// The whole object.
    var bytes: [UInt8] { text + [UInt8(ascii: "}")] }

    /// Writes a member that is text; nothing when the value is nil.
    mutating func add(_ key: String, _ value: String?) {
        guard let value else { return }
        begin(key)
        append(value)
    }

    /// Writes a member that is a number; nothing when the value is nil.
    mutating func add(_ key: String, _ value: Int?) {
        guard let value else { return }
        begin(key)
        text += Array(String(value).utf8)
    }

    /// Writes a member that is an object; nothing when the value is nil.
    mutating func add(_ key: String, _ value: JSONObjectText?) {
        guard let value else { return }
        begin(key)
        text += value.bytes
    }

    /// Writes a member that is a list of objects.
    mutating func add(_ key: String, _ values: [JSONObjectText]) {
        begin(key)
        text.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            text += value.bytes
        }
        text.append(UInt8(ascii: "]"))
    }

    /// Writes a comma where one belongs, a key and a colon.
    private mutating func begin(_ key: String) {
        if text.count > 1 { text.append(UInt8(ascii: ",")) }
        append(key)
        text.append(UInt8(ascii: ":"))
    }

    /// Writes text between quotes, and escapes what JSON wants escaped (RFC 8259, section 7).
    private mutating func append(_ string: String) {
        text.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                text += Array("\\u00".utf8)
                text += [Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]]
            default:
                text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
