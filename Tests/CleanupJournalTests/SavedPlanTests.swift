@testable import CleanupEngine
@testable import CleanupJournal
@testable import CleanupManifest
import HumanLoops
import ReportTestSupport
@testable import Support
import Testing
import TestSupport

/// Plans that are written down, read again and followed.
@Suite("SavedPlan")
struct SavedPlanTests {
    /// When the plan was made.
    private static let madeAt = HumanLoop.sampleCreation
    /// Where it was made.
    private static let place = CalledPlace(account: "123456789012", region: "us-east-1", endpoint: "https://x")

    /// A plan with a loop that is named, one that a rule found, one that is kept and one that is missing.
    private static var plan: CleanupPlan {
        var plan = CleanupPlan(
            name: "test",
            loops: [
                .sample("named", .inProgress, .stop, ""), .sample("found", .failed, .delete, ""),
                .sample("kept", .completed, .end(.kept), ""), .sample("gone", nil, .end(.alreadyGone), ""),
            ]
        )
        plan.loops.change(1) { $0.rule = 0 }
        return plan
    }

    /// The manifest of that plan.
    private static var manifest: CleanupManifest {
        CleanupManifest(
            name: "test",
            settings: [LoopSettings(), LoopSettings(reason: "rule")],
            loops: LoopTable(["named", "kept", "gone", "another"].map { LoopEntry(name: .sample($0), line: 9) }),
            selections: [SelectionRule(flowDefinitionARN: HumanLoop.sampleFlowDefinition, settings: 1, line: 34)]
        )
    }

    /// The plan as it is saved.
    private static var saved: SavedPlan {
        SavedPlan(plan, version: "9", madeAt: madeAt, digest: "d1", place: place)
    }

    /// The bytes of a saved plan.
    private static func text(_ plan: SavedPlan = saved) throws -> String {
        let sink = MemorySink()
        try plan.write(to: sink)
        return sink.text
    }

    @Test("a plan is written with one loop on a line, and read as it was")
    func roundTrip() throws {
        let text = try Self.text()
        #expect(
            text.hasPrefix(
                """
                {"schema":1,"type":"saved_plan",
                "plan":{"version":"9","madeAt":"2026-11-21T12:00:00.000Z","name":"test","manifestSha256":"d1",\
                "account":"123456789012","region":"us-east-1","endpoint":"https://x","loopCount":4},
                "loops":[
                {"name":"named","status":"InProgress","creationTime":"2026-11-21T12:00:00.000Z",\
                "flowDefinitionArn":"\(HumanLoop.sampleFlowDefinition)","leftAlone":false,"action":"stop"},
                {"name":"found","status":"Failed"
                """
            )
        )
        #expect(text.hasSuffix("{\"name\":\"gone\",\"leftAlone\":true,\"action\":\"already-gone\"}\n]}\n"))
        #expect(try SavedPlan(json: Array(text.utf8)) == Self.saved)
    }

    @Test("a plan carries its manifest letter by letter, and does without it and without actions as earlier ones did")
    func carried() throws {
        var plan = Self.saved
        plan.manifestPath = "a b.yaml"
        plan.manifestText = "\u{FEFF}loops: [a]\r\n# \u{202E}é\t\u{0}"
        #expect(try SavedPlan(json: Array(try Self.text(plan).utf8)) == plan)
        for index in plan.loops.indices { plan.loops[index].action = nil }
        (plan.manifestPath, plan.manifestText) = (nil, nil)
        let text = try Self.text(plan)
        #expect(!text.contains("action") && !text.contains("\"manifest\""))
        #expect(try SavedPlan(json: Array(text.utf8)) == plan)
    }

    @Test("an action that is not known, or of a loop that is left alone, is refused", arguments: ["halt", "kept"])
    func action(_ word: String) throws {
        let text = try Self.text().replacing("\"action\":\"stop\"", with: "\"action\":\"\(word)\"")
        #expect(throws: SavedPlanError.self) { try SavedPlan(json: Array(text.utf8)) }
    }

    @Test("a plan in which a rule has a loop that it excludes is not followed")
    func excluded() throws {
        var manifest = Self.manifest
        manifest.selections[0].excludes = ["^fou"]
        #expect(throws: SavedPlanError.unreadable("rule 1 of the manifest excludes 'found'")) {
            try Self.saved.narrow(manifest, digest: "d1", now: Self.madeAt, maximumAge: nil)
        }
    }

    /// A plan of duplicates, two of which have one loop that stays, and which is named as well.
    private static var duplicates: SavedPlan {
        var plan = Self.saved
        let keptInstead = KeptDuplicate(
            name: .sample("another"),
            status: .completed,
            creationTime: HumanLoop.sampleCreation
        )
        plan.loops[1].keptInstead = keptInstead
        plan.loops.append(SavedPlan.Loop(name: .sample("second"), rule: 0, keptInstead: keptInstead))
        plan.loops.append(SavedPlan.Loop(name: .sample("another"), isLeftAlone: true))
        return plan
    }

    /// The manifest of that plan.
    private static var duplicatesManifest: CleanupManifest {
        var manifest = Self.manifest
        manifest.selections[0].duplicates = DuplicateRule(pattern: "(.)")
        return manifest
    }

    @Test("a flow definition that was missing is written and read")
    func missingFlow() throws {
        var plan = Self.saved
        plan.findings = [SelectionFinding(flowDefinitionARN: "gone", manifestLine: 4, missing: .fail)]
        #expect(try SavedPlan(json: Array(try Self.text(plan).utf8)) == plan)
        let text = try Self.text(plan).replacing("\"missing\":\"fail\"", with: "\"missing\":\"maybe\"")
        #expect(throws: SavedPlanError.unreadable("its rule 1 is not understood")) {
            try SavedPlan(json: Array(text.utf8))
        }
    }

    @Test("which loop stays in the place of a duplicate is written and read")
    func keptInstead() throws {
        let text = try Self.text(Self.duplicates)
        #expect(
            text.contains(
                #""rule":1,"stays":{"name":"another","status":"Completed","creationTime":"2026-11-21T12:00:00.000Z"},"#
                    + #""leftAlone":false"#
            )
        )
        #expect(try SavedPlan(json: Array(text.utf8)) == Self.duplicates)
    }

    @Test("each duplicate is held against the loop that stays, which is not removed whoever names it")
    func followsDuplicates() throws {
        let narrowed = try Self.duplicates.narrow(
            Self.duplicatesManifest,
            digest: "d1",
            now: Self.madeAt,
            maximumAge: .seconds(1)
        )
        #expect(narrowed.preconditions.map(\.keptInstead?.name.rawValue) == [nil, "another", nil, nil, "another", nil])
        #expect(narrowed.preconditions.map(\.keeper) == [nil, nil, nil, nil, nil, 0])
    }

    @Test("a plan that does not say what stays, or says it of a loop that is no duplicate, is refused")
    func duplicatesMismatch() throws {
        for (plan, manifest) in [(Self.saved, Self.duplicatesManifest), (Self.duplicates, Self.manifest)] {
            let error = #expect(throws: SavedPlanError.self) {
                try plan.narrow(manifest, digest: "d1", now: Self.madeAt, maximumAge: .seconds(1))
            }
            guard case .unreadable = error else { return #expect(error == nil) }
        }
    }

    /// A text of what stays in a saved plan and what it is changed to.
    static let keptDuplicateDamages: [(String, String)] = [
        ("\"stays\":{\"name\":\"another\"", "\"stays\":{\"name\":\"Another\""),
        ("\"stays\":{\"name\":\"another\"", "\"stays\":{\"name\":\"found\""),
        ("\"stays\":{\"name\":\"another\",", "\"stays\":{"),
        ("\"status\":\"Completed\",\"creationTime\":\"2026-11-21T12:00:00.000Z\"}", "\"status\":\"Completed\"}"),
        ("Z\"},\"leftAlone", "Y\"},\"leftAlone"),
    ]

    @Test("what is not understood of the loop that stays is refused", arguments: keptDuplicateDamages)
    func damagedStays(_ sound: String, _ damaged: String) throws {
        let text = try Self.text(Self.duplicates)
        try #require(text.contains(sound))
        #expect(throws: SavedPlanError.self) {
            try SavedPlan(json: Array(text.replacing(sound, with: damaged).utf8))
        }
    }

    /// What the manifest keeps instead of a named loop, what the plan says of it, and whether the plan can be followed.
    static let namedKeeps: [(manifest: KeptDuplicate?, plan: KeptDuplicate?, isTaken: Bool)] = [
        (keptNamed(), nil, true), (keptNamed(), keptNamed(), true), (keptNamed(), keptNamed(.failed), true),
        (nil, keptNamed(), false), (keptNamed(name: "elsewhere"), keptNamed(), false),
        (keptNamed(at: madeAt), keptNamed(), false),
    ]

    /// A loop that is kept instead of a named one.
    private static func keptNamed(
        _ status: HumanLoopStatus = .completed,
        name: String = "keeper",
        at moment: Timestamp = .sample
    ) -> KeptDuplicate {
        KeptDuplicate(name: .sample(name), status: status, creationTime: moment)
    }

    @Test("a named loop goes with the loop that the manifest keeps instead of it", arguments: namedKeeps.indices)
    func keepsInsteadOfNamed(_ index: Int) throws {
        let (kept, planned, isTaken) = Self.namedKeeps[index]
        var manifest = Self.manifest
        manifest.settings.append(LoopSettings(keptInstead: kept))
        manifest.loops = LoopTable(
            manifest.loops.map { LoopEntry(name: $0.name, settings: $0.name == .sample("named") ? 2 : 0) }
        )
        var plan = Self.saved
        plan.loops[0].keptInstead = planned
        let read = try SavedPlan(json: Array(Self.text(plan).utf8))
        guard isTaken else {
            #expect(throws: SavedPlanError.self) {
                try read.narrow(manifest, digest: "d1", now: Self.madeAt, maximumAge: nil)
            }
            return
        }
        let narrowed = try read.narrow(manifest, digest: "d1", now: Self.madeAt, maximumAge: nil)
        #expect(narrowed.preconditions[0].keptInstead == planned ?? kept)
        #expect(read.kept == (planned == nil ? [] : [.sample("keeper")]))
    }

    @Test("a plan without loops is one too")
    func empty() throws {
        var plan = Self.saved
        plan.loops = []
        #expect(try SavedPlan(json: Array(Self.text(plan).utf8)) == plan)
    }

    /// A text in a saved plan and what it is changed to.
    static let damages: [(String, String)] = [
        ("]}\n", ""), ("saved_plan", "run_start"), ("\"schema\":1", "\"schema\":2"),
        ("\"loopCount\":4", "\"loopCount\":5"),
        ("\"name\":\"found\"", "\"name\":\"named\""), ("\"name\":\"found\"", "\"name\":\"Found\""),
        ("\"rule\":1", "\"rule\":0"), ("\"madeAt\":\"2026", "\"madeAt\":\"at 2026"), ("\"status\":\"Failed\",", ""),
        (",\"leftAlone\":true", ""), ("\"creationTime\":\"2026", "\"creationTime\":\"at 2026"),
    ]

    @Test("what is not understood is refused", arguments: damages)
    func damaged(_ sound: String, _ damaged: String) throws {
        let text = try Self.text()
        try #require(text.contains(sound))
        let error = #expect(throws: SavedPlanError.self) {
            try SavedPlan(json: Array(text.replacing(sound, with: damaged).utf8))
        }
        guard case .unreadable = error else { return #expect(error == nil) }
    }

    @Test("a manifest is cut down to the plan's loops, each held against what it was")
    func narrows() throws {
        let now = Self.madeAt + .seconds(86_400)
        let narrowed = try Self.saved.narrow(Self.manifest, digest: "d1", now: now, maximumAge: .seconds(86_400))
        #expect(narrowed.manifest.loops.map(\.name.rawValue) == ["named", "found", "kept", "gone"])
        #expect(narrowed.manifest.loops.map(\.rule) == [nil, 0, nil, nil])
        #expect(narrowed.manifest.loops.map(\.line) == [9, 34, 9, 9])
        #expect(narrowed.manifest.loops.map(\.settings) == [0, 1, 0, 0])
        #expect(narrowed.manifest.selections.isEmpty)
        #expect(narrowed.preconditions.map(\.status) == [.inProgress, .failed, .completed, nil])
        #expect(narrowed.preconditions.map(\.isLeftAlone) == [false, false, true, true])
    }

    @Test("a plan of another manifest, of another time or with strange loops is refused")
    func unfit() throws {
        let (saved, manifest, day) = (Self.saved, Self.manifest, Duration.seconds(86_400))
        let now = Self.madeAt + day
        var renamed = manifest
        renamed.name = "other"
        var without = manifest
        without.loops = LoopTable(without.loops.dropFirst())
        var ruleless = manifest
        ruleless.selections = []
        for (manifest, digest, now) in [
            (manifest, "d2", now), (renamed, "d1", now), (manifest, "d1", now + .milliseconds(1)),
            (manifest, "d1", Self.madeAt - .seconds(86_401)), (without, "d1", now), (ruleless, "d1", now),
        ] {
            #expect(throws: SavedPlanError.self) {
                try saved.narrow(manifest, digest: digest, now: now, maximumAge: day)
            }
        }
        #expect(throws: Never.self) {
            try saved.narrow(manifest, digest: "d1", now: Self.madeAt - .seconds(86_400), maximumAge: day)
        }
    }

    @Test("a plan is of one place")
    func place() throws {
        try Self.saved.check(Self.place)
        for change: (inout CalledPlace) -> Void in [
            { $0.account = "999999999999" }, { $0.region = "eu-west-1" }, { $0.endpoint = nil },
        ] {
            var place = Self.place
            change(&place)
            #expect(throws: SavedPlanError.self) { try Self.saved.check(place) }
        }
        // Not every kind of credentials tells its account.
        var place = Self.place
        place.account = nil
        try Self.saved.check(place)
    }
}
