/// What a manifest says of itself besides its name: for people, plans and reports; nothing is decided by it.
package struct ManifestDetails: Sendable, Hashable {
    /// Who answers for the clean-up.
    package var owner: String?
    /// Where it was asked for.
    package var ticket: String?
    /// What it is for.
    package var description: String?
    /// The author's own labels, copied to reports, in the order of the manifest.
    package var labels: [ManifestLabel]

    /// Makes details; what is not given is not said.
    package init(owner: String? = nil, ticket: String? = nil, description: String? = nil, labels: [ManifestLabel] = [])
    {
        self.owner = owner
        self.ticket = ticket
        self.description = description
        self.labels = labels
    }
}
