import AWSSigning
import Support
import Testing

/// What a secret shows of itself.
@Suite
struct SecretTests {
    @Test("no way of printing shows the value")
    func hidden() {
        let credentials = AWSCredentials(
            accessKeyID: "AKIDEXAMPLE",
            secretAccessKey: Secret("hush"),
            sessionToken: Secret("hush")
        )
        var dumped = ""
        dump(credentials, to: &dumped)
        for text in ["\(credentials)", String(reflecting: credentials), dumped] {
            #expect(!text.contains("hush"))
            #expect(text.contains("<redacted>"))
        }
        #expect(credentials.secretAccessKey.exposed == "hush")
    }
}
