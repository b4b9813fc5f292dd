import FoundationEssentials
import HumanLoops

/// Where a list goes on: what `NextToken` holds, unreadable to callers.
struct PageToken: Hashable, Sendable {
    /// The last row of the page before.
    var last: FlowIndex.Key
    /// Whether the list runs from the newest to the oldest.
    var isDescending: Bool
    /// When the token was given out.
    var issued: Timestamp

    /// Makes a token from its parts.
    init(last: FlowIndex.Key, isDescending: Bool, issued: Timestamp) {
        self.last = last
        self.isDescending = isDescending
        self.issued = issued
    }

    /// Reads a token as a caller gives it back.
    ///
    /// - Returns: nil when the text is no token that this simulator gives out.
    init?(text: String) {
        guard let bytes = Data(base64Encoded: text) else { return nil }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: "/" as Character)
        guard
            parts.count == 4, parts[0] == "a" || parts[0] == "d",
            let issued = Int64(parts[1]), let created = Int64(parts[2]), let name = HumanLoopName(parts[3])
        else { return nil }
        isDescending = parts[0] == "d"
        self.issued = Timestamp(millisecondsSinceEpoch: issued)
        last = FlowIndex.Key(creationTime: Timestamp(millisecondsSinceEpoch: created), name: name)
    }

    /// The token as callers get it.
    var text: String {
        let created = last.creationTime.millisecondsSinceEpoch
        let plain = "\(isDescending ? "d" : "a")/\(issued.millisecondsSinceEpoch)/\(created)/\(last.name.rawValue)"
        return Data(plain.utf8).base64EncodedString()
    }
}
