extension YAMLEventContent {
    /// Whether a node begins here, also one that is repeated.
    var beginsNode: Bool {
        switch self {
        case .scalar, .alias, .sequenceStart, .mappingStart: true
        case .sequenceEnd, .mappingEnd, .streamStart, .streamEnd, .documentStart, .documentEnd: false
        }
    }

    /// The anchor that a node is given; nil when it has none.
    var anchor: String? {
        switch self {
        case .scalar(let scalar): scalar.properties.anchor
        case .sequenceStart(let properties), .mappingStart(let properties): properties.anchor
        case .alias, .sequenceEnd, .mappingEnd, .streamStart, .streamEnd, .documentStart, .documentEnd: nil
        }
    }
}
