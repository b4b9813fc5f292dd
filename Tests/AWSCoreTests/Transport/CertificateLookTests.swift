@testable import AWSCore
import Testing

/// What is said of a certificate that was not trusted.
@Suite
struct CertificateLookTests {
    /// The certificate of `TrustStoreTests` is good from 2026-11-24T17:11:10Z to 2126-10-31T17:11:10Z.
    private static let (before, within, after): (Int64, Int64, Int64) = (1_795_540_000, 1_795_900_000, 4_960_000_000)

    @Test(
        "the time comes first, and the server's clock tells whose fault it is",
        arguments: [
            (
                before, nil, "CertificateNotYetValid",
                "is not valid before 2026-11-24T17:11:10Z, and this machine's clock"
            ),
            (before, before, "CertificateNotYetValid", "2026-11-24T17:06:40Z, as the server's does: wait, or have"),
            (before, within, "ClockWrong", "the server's 2026-11-28T21:06:40Z: have the clock set by NTP"),
            (after, nil, "CertificateExpired", "expired on 2126-10-31T17:11:10Z, and this machine's clock says"),
            (after, after, "CertificateExpired", "as the server's does: have the certificate renewed"),
            (after, within, "ClockWrong", "is valid from 2026-11-24T17:11:10Z to 2126-10-31T17:11:10Z"),
            (within, within, "CertificateSelfSigned", "is self-signed: if that is meant, set AWS_CA_BUNDLE"),
        ] as [(Int64, Int64?, String, String)]
    )
    func times(_ now: Int64, _ serverTime: Int64?, _ code: String, _ words: String) throws {
        let chain = try CertificateBundle(Array(TrustStoreTests.certificate.utf8)).certificates
        let look = CertificateLook(chain: chain, now: now, serverTime: serverTime)
        let trouble = try #require(look.trouble(isOtherName: false, trusted: nil))
        #expect(trouble.code == code)
        #expect(trouble.words.contains(words), "\(trouble.words)")
    }

    @Test("an authority that is sent along is named, and a certificate without names says nothing of them")
    func others() throws {
        let chain = try CertificateBundle(Array(TrustStoreTests.certificate.utf8)).certificates
        let look = CertificateLook(chain: chain + chain, now: Self.within, serverTime: nil)
        let trouble = try #require(look.trouble(isOtherName: false, trusted: nil))
        #expect(trouble.code == "CertificateIssuerUnknown")
        #expect(trouble.words.hasPrefix("comes from the authority 'Test authority', which is not trusted"))
        #expect(look.trouble(isOtherName: true, trusted: nil) == nil)
    }
}
