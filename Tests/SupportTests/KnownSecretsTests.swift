import Support
import Testing

/// In which shapes a secret is hidden.
@Suite
struct KnownSecretsTests {
    /// A token as AWS makes them, from which every row takes something.
    private static let token = "IQoJb3JpZ2luX2VjEPT//wEaCXVzLXdlc3QtMiJHMEUCIQDx7+Zk9bq3/3333Aa=="

    /// A text with a secret in it, and what is written of it.
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var text: String
        var shown: String
    }

    @Test(
        "a secret is hidden in every shape, and nothing else is",
        arguments: [
            Row(testDescription: "as it is", text: "token \(token)!", shown: "token <redacted>!"),
            Row(testDescription: "twice", text: "\(token) \(token)", shown: "<redacted> <redacted>"),
            Row(testDescription: "its beginning", text: "a \(token.prefix(12))…", shown: "a <redacted>…"),
            Row(testDescription: "its end", text: "…\(token.suffix(12))", shown: "…<redacted>"),
            Row(testDescription: "in lower case", text: token.lowercased(), shown: "<redacted>"),
            Row(testDescription: "eleven bytes", text: "\(token.prefix(11))", shown: "\(token.prefix(11))"),
            Row(
                testDescription: "JSON, escaped as Go does",
                text: #"{"t":"\#(token.replacing("=", with: "\\u003d").replacing("/", with: "\\/"))"}"#,
                shown: #"{"t":"<redacted>"}"#
            ),
            Row(
                testDescription: "JSON in JSON",
                text: #"IQoJb\\u0033JpZ2lu"#,
                shown: "<redacted>"
            ),
            Row(
                testDescription: "in a URL",
                text:
                    "?t=\(token.replacing("/", with: "%2f").replacing("+", with: "%2B").replacing("=", with: "%3D"))&b",
                shown: "?t=<redacted>&b"
            ),
            Row(
                testDescription: "in XML",
                text: "<t>\(token.replacing("/", with: "&#47;").replacing("+", with: "&#x2B;"))</t>",
                shown: "<t><redacted></t>"
            ),
            // printf %s "x$token" | base64, without what its neighbours have a part in.
            Row(testDescription: "base64", text: "SVFvSmIzSnBaMmx1WDJWakVQVC8v", shown: "<redacted>"),
            Row(testDescription: "base64 from the second byte", text: "UW9KYjNKcFoybHVYMlZq", shown: "<redacted>"),
            Row(testDescription: "hexadecimal", text: "49516F4A62334A705A32", shown: "<redacted>"),
            Row(testDescription: "what looks like it", text: "IQoJb4JpZ3luX2VjEPT/", shown: "IQoJb4JpZ3luX2VjEPT/"),
            // In hexadecimal digits the token has eight times a 3 in a row, and no more.
            Row(
                testDescription: "what repeats a part of it",
                text: "account 333333333333",
                shown: "account 333333333333"
            ),
            Row(testDescription: "cut characters", text: "é\(token)é%", shown: "é<redacted>é%"),
            Row(
                testDescription: "broken escapes",
                text: #"%2 %zz \u12 \ &#; &#x; & &amp \"#,
                shown: #"%2 %zz \u12 \ &#; &#x; & &amp \"#
            ),
        ]
    )
    func shapes(_ row: Row) {
        _ = Secret(Self.token)
        #expect(KnownSecrets.hidden(in: row.text) == row.shown)
    }

    @Test("what is shorter than twelve bytes is no secret")
    func short() {
        _ = Secret("eastwestern")
        #expect(KnownSecrets.hidden(in: "eastwestern") == "eastwestern")
    }

    @Test("what is hidden in one text is shown in the next")
    func besides() {
        let text = "no partner-of-ours here"
        #expect(KnownSecrets.hidden(in: text, besides: ["partner-of-ours", "no"]) == "no <redacted> here")
        #expect(KnownSecrets.hidden(in: text) == text)
    }

    @Test("a very long secret is known to its end")
    func long() {
        let secret = (0..<10_000).map { "k\($0)" }.joined()
        _ = Secret(secret)
        #expect(KnownSecrets.hidden(in: "\(secret.suffix(30))!") == "<redacted>!")
    }
}
