import AWSSigning
import Support

extension AWSCredentials {
    /// Takes keys as a source gave them.
    ///
    /// - Returns: nil when a half is absent or empty, or one holds what no header may hold.
    init?(given accessKeyID: String?, _ secretAccessKey: String?, _ sessionToken: String?) {
        guard let accessKeyID, let secretAccessKey, !accessKeyID.isEmpty, !secretAccessKey.isEmpty,
            [accessKeyID, secretAccessKey, sessionToken ?? ""].allSatisfy(Self.isPrintable)
        else { return nil }
        self.init(
            accessKeyID: accessKeyID,
            secretAccessKey: Secret(secretAccessKey),
            sessionToken: sessionToken.map { Secret($0) }
        )
    }

    /// Whether text is printable ASCII without blanks.
    private static func isPrintable(_ text: String) -> Bool {
        text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
