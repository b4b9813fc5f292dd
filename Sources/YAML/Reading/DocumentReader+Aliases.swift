import Support

extension DocumentReader {
    /// Reports an alias that cannot be followed.
    func report(_ problem: AliasProblem, ofAlias name: String, at node: YAMLNode) {
        let alias = SanitizedText.quoted("*\(name)")
        switch problem {
        case .unknown:
            report(
                .unknownAlias,
                at: node,
                "the alias \(alias) has no anchor \(SanitizedText.quoted("&\(name)")) before it",
                help: "anchor the value that it repeats, or quote a text that begins with '*'"
            )
        case .inside(let anchor), .redefined(let anchor):
            report(
                .selfReference,
                at: node,
                "the alias \(alias) is inside the value that it repeats",
                related: RelatedPlace(
                    "which begins here",
                    at: TextPosition(anchor),
                    length: name.unicodeScalars.count + 1
                ),
                help: "write the value out"
            )
        case .tooMuch: preconditionFailure("an alias that repeats too much ends the file")
        }
    }

    /// Reports an anchor that cannot be given.
    func report(_ problem: AliasProblem, ofAnchor event: YAMLEvent) {
        let name = event.content.anchor ?? ""
        let anchor = SanitizedText.quoted("&\(name)")
        let position = TextPosition(event.start)
        let length = name.unicodeScalars.count + 1
        switch problem {
        case .redefined(let mark), .inside(let mark):
            let related = RelatedPlace("first given here", at: TextPosition(mark), length: length)
            let message = "the anchor \(anchor) is given twice"
            report(
                .repeatedAnchor,
                at: position,
                message,
                length: length,
                related: related,
                help: "give it another name"
            )
        case .tooMuch, .unknown:
            report(.limit, at: position, "there are too many anchors", length: length, help: "write the values out")
        }
    }
}
