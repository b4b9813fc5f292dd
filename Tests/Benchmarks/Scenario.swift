import HumanLoops

/// One kind of estate and service that the engine is measured on, the same for the same seed.
struct Scenario: Sendable {
    /// What it is asked for by.
    var name: String
    /// What is measured, one line for a person.
    var summary: String
    /// How many loops there are; the manifest names all of them.
    var loopCount: Int
    /// How many of a hundred loops are in progress; the others have ended.
    var inProgressPercent = 50
    /// How many of a hundred stopped loops are held by a worker for a while.
    var heldPercent = 0
    /// How long a worker holds a loop after its stop, drawn evenly, in milliseconds.
    var holdMilliseconds: ClosedRange<Int> = 0...0
    /// How many flow definitions the loops are spread over.
    var flowCount = 1
    /// How long every call takes.
    var latency: Duration
    /// How fast each operation may be called; those that are absent, as fast as they come.
    var limits: [HumanLoopOperation: RateLimit] = [:]
    /// How many calls of a hundred are throttled whatever the rates are.
    var noisePercent = 0
    /// Whether the run is a survey and, consent assumed, a sweep; otherwise consent was given before, and it is one.
    var isPlanned = false
    /// How many calls may be in flight.
    var concurrency: Int
    /// What is measured for each of them.
    var seeds: [UInt64]
    /// What the figures must hold.
    var targets: [Target] = []
    /// How much CPU time a figure is averaged over at least; small runs are repeated.
    var leastProcessorTime = Duration.milliseconds(200)

    /// Whether an operator who gives a name means this scenario: it is the whole name, or that up to a hyphen.
    func isMeant(by wanted: String) -> Bool { name == wanted || name.hasPrefix("\(wanted)-") }
}
