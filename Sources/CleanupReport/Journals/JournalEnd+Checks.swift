import CleanupEngine

extension JournalEnd {
    /// Holds what the end says against the lines before it.
    ///
    /// - Returns: the contradictions; empty when the books are right, or the end is of a version that said less.
    func contradictions(of history: JournalHistory) -> [JournalFlaws.Flaw] {
        var flaws: [JournalFlaws.Flaw] = []
        let found = history.outcomes
        for outcome in LoopOutcome.allCases where outcomes[outcome] != found[outcome] {
            flaws.append(.count(outcome.rawValue, said: outcomes[outcome], found: found[outcome]))
        }
        if let loopCount, loopCount != found.total {
            flaws.append(.count("loops", said: loopCount, found: found.total))
        }
        if let resultCount, resultCount != history.results.count {
            flaws.append(.count("results", said: resultCount, found: history.results.count))
        }
        if let resultsDigest, resultsDigest != history.results.hexadecimal { flaws.append(.digest) }
        return flaws
    }
}
