import Support
import Testing

/// Which word is thought to have been meant.
@Suite struct SpellingTests {
    /// The words known.
    static let words = ["name", "arn", "onInProgress", "onCompleted", "maxLoops", "maxStops", "rate"]

    /// Texts, and the words suggested for them.
    static let texts: [(text: String, suggestion: String?)] = [
        ("onInprogress", "onInProgress"), ("nmae", "name"), ("nam", "name"), ("names", "name"), ("arns", "arn"),
        ("maxLoop", "maxLoops"), ("onComplete", "onCompleted"), ("oncompelted", "onCompleted"), ("maxStop", "maxStops"),
        ("on", nil), ("a", nil), ("", nil), ("xyz", nil), ("retry", nil), ("NAME", "name"), ("arm", "arn"),
        ("xyn", nil),
        (String(repeating: "n", count: 100_000), nil),
    ]

    @Test("The nearest word is suggested, if it is near", arguments: texts)
    func suggestions(text: String, suggestion: String?) {
        #expect(Spelling.suggestion(for: text, among: Self.words) == suggestion)
    }
}
