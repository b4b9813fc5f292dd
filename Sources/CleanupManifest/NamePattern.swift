/// A pattern of names as a shell writes it: `*` stands for any run of characters, `?` for exactly one.
package struct NamePattern: Sendable, Hashable {
    /// The pattern as the manifest writes it.
    package let text: String

    /// Makes a pattern; every text is one.
    package init(_ text: String) {
        self.text = text
    }

    /// Whether the pattern stands for the whole of a text.
    ///
    /// Time is bounded by the product of both lengths: only the last `*` is ever gone back to.
    package func matches(_ candidate: String) -> Bool {
        let pattern = Array(text.unicodeScalars)
        let name = Array(candidate.unicodeScalars)
        var (patternIndex, nameIndex) = (0, 0)
        var retry: (patternIndex: Int, nameIndex: Int)?
        while nameIndex < name.count {
            if patternIndex < pattern.count, pattern[patternIndex] == "*" {
                patternIndex += 1
                retry = (patternIndex, nameIndex)
            } else if patternIndex < pattern.count,
                pattern[patternIndex] == "?" || pattern[patternIndex] == name[nameIndex]
            {
                patternIndex += 1
                nameIndex += 1
            } else if let last = retry {
                patternIndex = last.patternIndex
                nameIndex = last.nameIndex + 1
                retry = (last.patternIndex, nameIndex)
            } else {
                return false
            }
        }
        return pattern[patternIndex...].allSatisfy { $0 == "*" }
    }
}
