extension CleanupTarget {
    /// Whether another target can be the same account and region: nothing that both say differs.
    package func mayBe(_ other: CleanupTarget) -> Bool {
        Self.mayAgree(account, other.account) && Self.mayAgree(region, other.region)
    }

    /// Whether two values do not differ as far as they are known.
    private static func mayAgree(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return true }
        return one == other
    }
}
