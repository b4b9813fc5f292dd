import HumanLoops

extension HumanLoopName {
    /// Takes a name back out of the words of many names, which lie one behind the other.
    ///
    /// - Parameters:
    ///   - words: the words of all names.
    ///   - start: the index of the name's first word.
    ///   - end: the index behind its last.
    /// - Precondition: the words are those of one name, which is not looked at again.
    init(of words: ChunkedArray<UInt64>, from start: Int, to end: Int) {
        var name: NameOctets.Words = (0, 0, 0, 0, 0, 0, 0, 0)
        // A name has a first word, and hardly any has more than four.
        name.0 = words[start]
        if start + 1 < end { name.1 = words[start + 1] }
        if start + 2 < end { name.2 = words[start + 2] }
        if start + 3 < end { name.3 = words[start + 3] }
        if start + 4 < end { name.4 = words[start + 4] }
        if start + 5 < end { name.5 = words[start + 5] }
        if start + 6 < end { name.6 = words[start + 6] }
        if start + 7 < end { name.7 = words[start + 7] }
        let count = (end - start) * 8 - words[end - 1].trailingZeroBitCount / 8
        self.init(checked: NameOctets(name, count: count))
    }
}
