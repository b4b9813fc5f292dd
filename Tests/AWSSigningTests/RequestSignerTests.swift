import AWSSigning
import Support
import Testing

/// The signer's memory of keys.
@Suite
struct RequestSignerTests {
    /// The signature's header for a request signed with a secret at a time.
    private func authorization(_ signer: RequestSigner, secret: String, seconds: Int64) -> String? {
        signer.sign(
            method: "GET",
            path: "/",
            query: "",
            headers: [HTTPHeader("host", "example.com")],
            body: [],
            with: AWSCredentials(accessKeyID: "A", secretAccessKey: Secret(secret)),
            at: SigningTime(secondsSinceEpoch: seconds)
        )
        .last?.value
    }

    @Test("a signer that has signed before signs as a new one does, also on another day or with another secret")
    func remembered() {
        let old = RequestSigner(region: "us-east-1", service: "sagemaker")
        var seen: Set<String?> = []
        for (secret, seconds) in [("x", 0), ("x", 0), ("y", 0), ("y", 86_400), ("x", 86_400)] as [(String, Int64)] {
            let new = RequestSigner(region: "us-east-1", service: "sagemaker")
            let value = authorization(old, secret: secret, seconds: seconds)
            #expect(value == authorization(new, secret: secret, seconds: seconds))
            seen.insert(value)
        }
        #expect(seen.count == 4)
    }
}
