/// How the program names itself to AWS, in the form of the AWS SDKs' `ua/2.1`.
package struct UserAgent: Hashable, Sendable, CustomStringConvertible {
    /// The value of the header.
    package let description: String

    /// Names a program and its version; what no such name may hold becomes a hyphen.
    package init(product: String, version: String) {
        description =
            "\(Self.token(product))/\(Self.token(version)) ua/2.1 os/linux md/arch#\(Self.architecture) "
            + "lang/swift#6 cfg/retry-mode#standard"
    }

    /// The machine's instruction set.
    private static var architecture: String {
        #if arch(x86_64)
        "x86_64"
        #elseif arch(arm64)
        "aarch64"
        #else
        "other"
        #endif
    }

    /// Replaces what may not stand in a token of HTTP (RFC 9110, section 5.6.2).
    private static func token(_ text: String) -> String {
        let bytes = text.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "+"):
                byte
            default: UInt8(ascii: "-")
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
