import Support

/// How the program names itself to AWS, in the form of the AWS SDKs' `ua/2.1`.
package struct UserAgent: Hashable, Sendable {
    /// In characters, as AWS allows.
    static let longestApplicationID = 50

    /// The value of the header `user-agent`.
    private(set) var header: String

    /// Names a program and its version; what no such name may hold becomes a hyphen.
    package init(product: String, version: String) {
        header =
            "\(Self.token(product))/\(Self.token(version)) ua/2.1 os/linux md/arch#\(Self.architecture) lang/swift#6"
    }

    /// Adds what a client's settings say.
    func adding(_ settings: CallSettings) -> UserAgent {
        var agent = self
        if let environment = settings.executionEnvironment { agent.header += " exec-env/\(Self.token(environment))" }
        agent.header += " cfg/retry-mode#\(settings.retryMode.rawValue)"
        if let id = settings.applicationID {
            agent.header += " app/\(Self.token(String(id.prefix(Self.longestApplicationID))))"
        }
        return agent
    }

    private static var architecture: String {
        #if arch(x86_64)
        "x86_64"
        #elseif arch(arm64)
        "aarch64"
        #else
        "other"
        #endif
    }

    /// Replaces what may not stand in a token of HTTP (RFC 9110, section 5.6.2), and the number sign, which parts
    /// names from values here.
    private static func token(_ text: String) -> String {
        let bytes = text.utf8.map { $0.isASCIILetter || $0.isASCIIDigit || marks.contains($0) ? $0 : UInt8(ascii: "-") }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let marks = Array("!$%&'*+-.^_`|~".utf8)
}
