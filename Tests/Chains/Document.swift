import HumanLoops

/// How loops are dealt with, as a manifest says it.
struct Settings: Hashable {
    /// `stop`, `skip` or `fail`.
    var onInProgress = "stop"
    /// `delete` or `keep`.
    var onCompleted = "delete"
    /// `delete` or `keep`.
    var onFailed = "delete"
    /// `ok` or `fail`.
    var onMissing = "ok"
    /// The flow definition that is expected; nil for any.
    var expectedFlow: Int?
    /// Before when the loop must have been created; nil for any time.
    var createdBefore: Timestamp?

    /// The settings as members of a JSON object; those that are as ever are left out.
    var members: [String] {
        var members: [String] = []
        if onInProgress != "stop" { members.append(#""onInProgress":"\#(onInProgress)""#) }
        if onCompleted != "delete" { members.append(#""onCompleted":"\#(onCompleted)""#) }
        if onFailed != "delete" { members.append(#""onFailed":"\#(onFailed)""#) }
        if onMissing != "ok" { members.append(#""onMissing":"\#(onMissing)""#) }
        var expect: [String] = []
        if let expectedFlow { expect.append(#""flowDefinition":"\#(World.flow(expectedFlow))""#) }
        if let createdBefore { expect.append(#""createdBefore":"\#(createdBefore)""#) }
        if !expect.isEmpty { members.append(#""expect":{\#(expect.joined(separator: ","))}"#) }
        return members
    }
}

/// A rule of `select`.
struct Rule: Hashable {
    /// The flow definition.
    var flow: Int
    /// Only loops in one of these statuses; empty for any.
    var statuses: [HumanLoopStatus] = []
    /// The least age.
    var olderThan: Duration?
    /// The greatest age.
    var newerThan: Duration?
    /// What names begin with; nil for anything.
    var prefix: String?
    /// What names begin with that are excluded; nil for none.
    var excludedPrefix: String?
    /// Which of its duplicates is kept; nil when all loops are wanted.
    var keep: String?
    /// How the loops are dealt with.
    var settings = Settings()

    /// Whether the rule is about loops of a name.
    func isAbout(_ name: String) -> Bool {
        (prefix.map { name.hasPrefix($0) } ?? true) && !(excludedPrefix.map { name.hasPrefix($0) } ?? false)
    }

    /// The rule as a JSON object.
    var text: String {
        var members = [#""flowDefinition":"\#(World.flow(flow))""#]
        if !statuses.isEmpty { members.append(#""status":[\#(statuses.map { "\"\($0)\"" }.joined(separator: ","))]"#) }
        if let olderThan { members.append(#""olderThan":"\#(olderThan.components.seconds)s""#) }
        if let newerThan { members.append(#""newerThan":"\#(newerThan.components.seconds)s""#) }
        if let prefix { members.append(#""matching":"^\#(prefix)""#) }
        if let excludedPrefix { members.append(#""exclude":["^\#(excludedPrefix)"]"#) }
        if let keep { members.append(#""duplicatesBy":"^(.+)-[0-9]+$","keep":"\#(keep)""#) }
        return "{\((members + settings.members).joined(separator: ","))}"
    }
}

/// A loop that a manifest names.
struct NamedLoop: Hashable {
    /// Its name.
    var name: String
    /// How it is dealt with.
    var settings = Settings()
    /// Whether it stands in a list file instead of the manifest.
    var isListed = false

    /// The entry as JSON.
    var text: String {
        let members = settings.members
        return members.isEmpty ? #""\#(name)""# : #"{"name":"\#(name)",\#(members.joined(separator: ","))}"#
    }
}

/// One document of a manifest file, with the policy that it puts into words.
struct Document: Hashable {
    /// Its `metadata.name`.
    var name: String
    /// Whether `target.account` is given.
    var tellsAccount = false
    /// The loops that are named.
    var loops: [NamedLoop] = []
    /// The rules.
    var rules: [Rule] = []
    /// The names that are protected: patterns with a star at the end.
    var protectedPrefixes: [String] = []
    /// The flow definitions that are protected.
    var protectedFlows: [Int] = []
    /// The least age.
    var minAge: Duration?
    /// The most loops.
    var maxLoops: Int?
    /// The most stops.
    var maxStops: Int?
    /// The most missing loops.
    var maxMissing: String?
    /// The most failures.
    var maxFailures: Int?
    /// How long stopped loops are waited for.
    var stopWait = Duration.seconds(60)
    /// How long the run may take; nil for as long as it needs.
    var deadline: Duration?
    /// How many calls may be in flight.
    var concurrency = 8
    /// Whether each entry has a line of its own.
    var isMultiline = true

    /// The document as JSON, which YAML holds; the listed loops are in a file of this path.
    func text(listFile: String) -> String {
        let line = isMultiline ? "\n  " : ""
        var members = [#""apiVersion":"loopsweep/v1","kind":"HumanLoopCleanup","metadata":{"name":"\#(name)"}"#]
        let account = tellsAccount ? #""account":"\#(World.account)","# : ""
        members.append(#""target":{\#(account)"region":"\#(World.region)"}"#)
        let guards = guardMembers
        if !guards.isEmpty { members.append(#""guards":{\#(guards.joined(separator: ","))}"#) }
        let limit = deadline.map { #","deadline":"\#($0.components.seconds)s""# } ?? ""
        let wait = #""stopWait":{"timeout":"\#(stopWait.components.seconds)s","pollInitial":"1s","pollMax":"20s"}"#
        members.append(#""execution":{"concurrency":\#(concurrency),\#(wait)\#(limit)}"#)
        let named = loops.filter { !$0.isListed }
        if !named.isEmpty { members.append(#""loops":[\#(named.map { line + $0.text }.joined(separator: ","))]"#) }
        if loops.contains(where: \.isListed) {
            members.append(#""loopsFrom":[{"file":"\#(listFile)","format":"lines"}]"#)
        }
        if !rules.isEmpty { members.append(#""select":[\#(rules.map { line + $0.text }.joined(separator: ","))]"#) }
        return "{\(members.joined(separator: isMultiline ? ",\n" : ","))}\n"
    }

    /// The guards as members of a JSON object.
    private var guardMembers: [String] {
        var members: [String] = []
        if let maxLoops { members.append(#""maxLoops":\#(maxLoops)"#) }
        if let maxStops { members.append(#""maxStops":\#(maxStops)"#) }
        if let maxMissing { members.append(#""maxMissing":"\#(maxMissing)""#) }
        if let maxFailures { members.append(#""maxFailures":\#(maxFailures)"#) }
        if let minAge { members.append(#""minAge":"\#(minAge.components.seconds)s""#) }
        var protect: [String] = []
        if !protectedPrefixes.isEmpty {
            protect.append(#""names":[\#(protectedPrefixes.map { "\"\($0)*\"" }.joined(separator: ","))]"#)
        }
        if !protectedFlows.isEmpty {
            protect.append(
                #""flowDefinitions":[\#(protectedFlows.map { "\"\(World.flow($0))\"" }.joined(separator: ","))]"#
            )
        }
        if !protect.isEmpty { members.append(#""protect":{\#(protect.joined(separator: ","))}"#) }
        return members
    }

    /// The text of the list file; one name a line.
    var listText: String { loops.filter(\.isListed).map { $0.name + "\n" }.joined() }
}
