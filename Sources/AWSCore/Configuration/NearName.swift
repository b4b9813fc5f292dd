/// Finds the name that was probably meant.
enum NearName {
    /// The name at the smallest distance, the first in the alphabet among equals.
    ///
    /// It is at most two edits away, and in a short name at most one: of four letters two may be any others.
    ///
    /// - Returns: nil when none is so near.
    static func nearest(to text: String, among names: [String]) -> String? {
        let limit = text.utf8.count < 6 ? 1 : 2
        return names.sorted()
            .map { (name: $0, distance: distance(text.lowercased(), $0.lowercased())) }
            .filter { $0.distance <= limit }
            .min { $0.distance < $1.distance }?
            .name
    }

    /// How many letters have to be changed, put in or left out to make one text the other.
    private static func distance(_ left: String, _ right: String) -> Int {
        let right = Array(right.utf8)
        var row = Array(0...right.count)
        for (index, byte) in left.utf8.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let changed = diagonal + (byte == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(changed, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
