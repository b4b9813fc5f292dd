/// What must hold before the first stop or delete; a breach refuses the whole run.
package struct CleanupGuards: Sendable, Hashable {
    /// How many loops the manifest may name; nil for any number.
    package var maxLoops: Int?
    /// How many loops may be stopped: people may be working on them; nil for any number.
    package var maxStops: Int?
    /// How many of the loops may be missing; nil for the default: not all of ten or more.
    package var maxMissing: CountLimit?
    /// How old a loop must be to be touched; nil for any age.
    package var minAge: Duration?
    /// How many of the loops may fail before nothing new is started; nil for any number.
    package var maxFailures: CountLimit?
    /// Which loops are never touched, whatever the manifest says.
    package var protect: ProtectedLoops

    /// Makes guards; each part that is not given has its default.
    package init(
        maxLoops: Int? = nil,
        maxStops: Int? = nil,
        maxMissing: CountLimit? = nil,
        minAge: Duration? = nil,
        maxFailures: CountLimit? = nil,
        protect: ProtectedLoops = ProtectedLoops()
    ) {
        self.maxLoops = maxLoops
        self.maxStops = maxStops
        self.maxMissing = maxMissing
        self.minAge = minAge
        self.maxFailures = maxFailures
        self.protect = protect
    }
}
