package import HumanLoops

/// The seam at which a run is resumed: the substance of a `run_resume` line.
package struct RunResumption: Sendable, Hashable {
    /// The id of the run that is resumed.
    package var runID: String
    /// This product's version.
    package var version: String
    /// Which part of the run begins here, from 2.
    package var segment: Int
    /// How many bytes of a torn last line were dropped.
    package var droppedBytes: Int
    /// When this part began.
    package var resumedAt: Timestamp

    /// Makes a resumption from its parts.
    package init(runID: String, version: String, segment: Int, droppedBytes: Int, resumedAt: Timestamp) {
        self.runID = runID
        self.version = version
        self.segment = segment
        self.droppedBytes = droppedBytes
        self.resumedAt = resumedAt
    }
}
