import HumanLoops

extension Timestamp {
    /// The moment as requests hold it: a fraction of a second is written only where there is one (Smithy, `date-time`).
    var wireText: String {
        let text = description
        return text.hasSuffix(".000Z") ? text.dropLast(5) + "Z" : text
    }
}
