/// Finds the word that was probably meant.
package enum Spelling {
    /// The longest text that is compared; longer ones are no misspelt words.
    private static let longestWord = 64

    /// Finds the known word that is nearest to a text.
    ///
    /// Near is: the same but for case, one the beginning of the other, or at most two letters left out, put in,
    /// changed or swapped, and fewer than half of the word.
    ///
    /// - Returns: the first of the nearest words; nil when none is near.
    package static func suggestion(for text: String, among words: some Sequence<String>) -> String? {
        guard !text.isEmpty, text.utf8.count <= longestWord else { return nil }
        let lowercased = text.lowercased()
        var best: (word: String, distance: Int)?
        for word in words {
            let candidate = word.lowercased()
            let distance: Int
            if candidate == lowercased {
                distance = 0
            } else if min(text.count, word.count) >= 3,
                candidate.hasPrefix(lowercased) || lowercased.hasPrefix(candidate)
            {
                distance = 1
            } else {
                distance = self.distance(Array(lowercased.unicodeScalars), Array(candidate.unicodeScalars))
            }
            if distance <= min(2, (word.count - 1) / 2), distance < best?.distance ?? .max { best = (word, distance) }
        }
        return best?.word
    }

    /// Counts the letters to leave out, put in, change or swap with a neighbour to make one word the other.
    static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...second.count)
        for row in first.indices {
            var current = [row + 1]
            for column in second.indices {
                let cost = first[row] == second[column] ? 0 : 1
                var best = min(last[column] + cost, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[second.count]
    }
}
