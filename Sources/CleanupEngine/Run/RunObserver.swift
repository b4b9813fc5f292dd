/// Who is shown how a run is getting on.
package protocol RunObserver: Sendable {
    /// Takes in how far the run is; called after everything that happens, and about once a second when nothing does.
    func observe(_ progress: RunProgress)
}
