import CleanupEngine
import HumanLoops

extension Chain {
    /// Draws the chain of a seed.
    init(drawnFrom seed: UInt64) {
        self.init(seed: seed)
        var dice = Dice(seed: seed)
        drawLoops(&dice)
        let name = "soak"
        documents = [drawDocument(name, &dice)]
        if dice.happens(15) {
            var second = drawDocument("\(name)-2", &dice)
            // A loop that two documents name must be dealt with alike in both.
            let first = Dictionary(documents[0].loops.map { ($0.name, $0.settings) }) { one, _ in one }
            for index in second.loops.indices {
                second.loops[index].settings = first[second.loops[index].name] ?? second.loops[index].settings
            }
            documents.append(second)
        }
        editedDocuments = [drawDocument(name, &dice)]
        drawSteps(&dice)
        drawChanges(&dice)
        faults = Faults(drawnFrom: &dice, stepCount: steps.count)
    }

    /// Draws the loops: groups of duplicates and single ones, in one to three flow definitions.
    private mutating func drawLoops(_ dice: inout Dice) {
        let count = dice.happens(8) ? dice.number(120...300) : dice.number(3...30)
        let flowCount = dice.number(1...3)
        var group = 0
        while loops.count < count {
            group += 1
            let letter = dice.one(of: ["a", "b", "c"])
            let flow = dice.number(0...flowCount - 1)
            let copies = dice.happens(50) ? 1 : dice.number(2...4)
            for copy in 1...copies {
                let status = dice.one(of: [
                    HumanLoopStatus.inProgress, .inProgress, .completed, .completed, .failed, .stopped, .stopping,
                ])
                loops.append(
                    DrawnLoop(
                        name: "\(letter)\(group)-\(copy)",
                        flow: flow,
                        age: dice.happens(60) ? dice.seconds(86_400...30 * 86_400) : dice.seconds(60...7_200),
                        status: status,
                        heldFor: dice.happens(50) ? nil : dice.seconds(1...dice.one(of: [20, 90, 4_000])),
                        endsAs: dice.one(of: [.stopped, .stopped, .completed, .failed]),
                        completesAt: dice.happens(15) ? dice.seconds(0...1_200) : nil
                    )
                )
            }
        }
    }

    /// Draws how loops are dealt with.
    private func drawSettings(_ dice: inout Dice, flow: Int) -> Settings {
        var settings = Settings()
        if dice.happens(12) { settings.onInProgress = dice.one(of: ["skip", "fail"]) }
        if dice.happens(20) { settings.onCompleted = "keep" }
        if dice.happens(12) { settings.onFailed = "keep" }
        if dice.happens(10) { settings.onMissing = "fail" }
        if dice.happens(15) { settings.expectedFlow = flow }
        if dice.happens(10) { settings.createdBefore = World.beginning - .seconds(3_600) }
        return settings
    }

    /// Draws a document of the manifest.
    private func drawDocument(_ name: String, _ dice: inout Dice) -> Document {
        var document = Document(name: name)
        document.tellsAccount = dice.happens(50)
        if dice.happens(70) {
            let share = dice.one(of: [20, 50, 100])
            for loop in dice.some(of: loops, percent: share) {
                var named = NamedLoop(name: loop.name)
                if dice.happens(30) { named.settings = drawSettings(&dice, flow: loop.flow) }
                document.loops.append(named)
            }
            if dice.happens(20) { document.loops.append(NamedLoop(name: "x99-1")) }
            if dice.happens(20) {
                for index in document.loops.indices where document.loops[index].settings == Settings() {
                    document.loops[index].isListed = dice.happens(50)
                }
            }
        }
        if document.loops.isEmpty || dice.happens(50) {
            for _ in 1...dice.one(of: [1, 1, 2, 3]) { document.rules.append(drawRule(&dice)) }
            document.maxLoops = dice.happens(10) ? dice.number(1...8) : 1_000
        }
        if dice.happens(15) { document.protectedPrefixes = [dice.one(of: ["a", "b", "c1"])] }
        if dice.happens(10) { document.protectedFlows = [dice.number(0...2)] }
        if dice.happens(15) { document.minAge = .seconds(dice.one(of: [600, 3_600, 86_400])) }
        if dice.happens(10) { document.maxStops = dice.number(1...6) }
        if dice.happens(10) { document.maxMissing = dice.one(of: ["10%", "50%"]) }
        if dice.happens(10) { document.maxFailures = dice.number(0...4) }
        document.stopWait = .seconds(dice.one(of: [5, 30, 120, 600]))
        if dice.happens(20) { document.deadline = .seconds(dice.one(of: [3, 20, 120])) }
        document.concurrency = dice.one(of: [1, 3, 8, 32])
        document.isMultiline = dice.happens(60)
        return document
    }

    /// Draws a rule.
    private func drawRule(_ dice: inout Dice) -> Rule {
        var rule = Rule(flow: dice.happens(8) ? World.absentFlow : dice.one(of: loops).flow)
        if dice.happens(40) {
            rule.statuses = dice.one(of: [[.inProgress], [.completed], [.inProgress, .failed], [.completed, .failed]])
        }
        if dice.happens(30) { rule.olderThan = .seconds(dice.one(of: [600, 3_600, 86_400])) }
        if dice.happens(10) { rule.newerThan = .seconds(20 * 86_400) }
        if dice.happens(30) { rule.prefix = dice.one(of: ["a", "b", "c"]) }
        if dice.happens(20) { rule.excludedPrefix = dice.one(of: ["a", "b", "c1"]) }
        if dice.happens(45) { rule.keep = dice.one(of: ["oldest", "newest", "completed"]) }
        if dice.happens(40) { rule.settings = drawSettings(&dice, flow: rule.flow) }
        return rule
    }

    /// Draws what is done.
    private mutating func drawSteps(_ dice: inout Dice) {
        var (hasJournal, subjects) = (false, [RunOptions.Subject.manifest, .manifest])
        for _ in 1...dice.number(1...6) {
            var step: Step
            switch dice.number(1...100) {
            case ...12: step = .plan
            case ...70:
                let subject = dice.one(of: subjects)
                var options = drawRun(&dice, subject)
                options.isResumed = options.subject == .manifest && hasJournal && dice.happens(60)
                step = .run(options)
                hasJournal = true
                if options.writesFollowUp { subjects += [.followUp, .followUp] }
            case ...77:
                step = .discover(drawRule(&dice))
                subjects += [.discovered, .discovered]
            case ...84: step = .verifyManifest
            case ...88: step = .verifyReport
            case ...91: step = .edit
            case ...94: step = .flipBit(dice.number(0...1_000_000))
            case ...97: step = .setClock(dice.seconds(-7_200...7_200))
            case ...99: step = .changeAccount(isTold: dice.happens(50))
            default: step = .declinedRuns(22)
            }
            let pause = dice.happens(70) ? dice.seconds(1...60) : dice.seconds(60...2 * 86_400)
            steps.append((pause, step))
        }
    }

    /// Draws how a run is called.
    private func drawRun(_ dice: inout Dice, _ subject: RunOptions.Subject) -> RunOptions {
        var options = RunOptions()
        options.subject = subject
        options.followsPlan = options.subject == .manifest && documents.count == 1 && dice.happens(25)
        options.namesPlanOnly = options.followsPlan && dice.happens(40)
        options.isStopOnly = dice.happens(12)
        options.writesFollowUp = dice.happens(40)
        if dice.happens(15) { options.deadline = dice.seconds(1...60) }
        if dice.happens(35) { options.thinks = dice.happens(50) ? dice.seconds(0...10) : dice.seconds(10...300) }
        options.consents = dice.happens(92)
        if dice.happens(35) {
            options.kill =
                dice.happens(50)
                ? .after(dice.seconds(0...dice.one(of: [2, 20, 100])))
                : .atWrite(dice.number(1...dice.one(of: [4, 20, 80])), percentTaken: dice.number(0...100))
            options.losesPower = dice.happens(30)
        } else if dice.happens(12) {
            options.signalAfter = dice.seconds(0...30)
        }
        return options
    }

    /// Draws what others do meanwhile.
    private mutating func drawChanges(_ dice: inout Dice) {
        let count = dice.happens(30) ? 0 : dice.number(1...max(2, loops.count / 3))
        for _ in 0..<count {
            let loop = dice.one(of: loops)
            let kind: OutsideChange.Kind =
                switch dice.happens(5) ? 0 : dice.number(1...6) {
                case 0: .retire
                case 1: .complete
                case 2: .fail
                case 3: .vanish
                case 4: .reborn(flow: dice.happens(50) ? loop.flow : 2, dice.one(of: [.inProgress, .completed]))
                case 5: .stop
                default: .letGo
                }
            let step = dice.number(0...max(0, steps.count - 1))
            let after = dice.happens(50) ? dice.seconds(0...dice.one(of: [1, 5, 60])) : nil
            changes.append(OutsideChange(step: step, after: after, name: loop.name, kind: kind))
        }
    }
}

extension Faults {
    /// Draws a subset of the faults, each with its own intensity: all of them at once would drown each other.
    init(drawnFrom dice: inout Dice, stepCount: Int) {
        let percent = dice.one(of: [0, 8, 8, 20])
        func isOn() -> Bool { dice.happens(percent) }
        if dice.happens(30) { latencyMilliseconds = dice.one(of: [1...5, 200...900, 1_000...4_000]) }
        if dice.happens(percent * 2) {
            for _ in 1...dice.number(1...3) { troubles.append(CallTrouble(drawnFrom: &dice)) }
        }
        if isOn() { lostAnswers = dice.one(of: [5, 30]) }
        if isOn() { idleStops = dice.one(of: [10, 100]) }
        if isOn() { lies = dice.one(of: [2, 10]) }
        if isOn() { unknownStatuses = dice.one(of: [5, 40]) }
        if isOn() { omittedRows = dice.one(of: [5, 30]) }
        if isOn() { repeatedRows = dice.one(of: [10, 60]) }
        if isOn() { listLag = dice.seconds(1...120) }
        if isOn() { refusedTokens = dice.one(of: [20, 100]) }
        if dice.happens(percent / 4) { hasEndlessTokens = true }
        if dice.happens(50) { hasOffsetTokens = true }
        if dice.happens(50) { pageSize = dice.one(of: [2, 5, 20]) }
        if isOn() { (slowSends, slowSend) = (dice.one(of: [10, 100]), dice.seconds(5...80)) }
        if isOn() { (suspensions, suspension) = (dice.one(of: [1, 5]), dice.seconds(10...120)) }
        if isOn() { connecting = dice.seconds(1...100) }
        if isOn() { skew = dice.one(of: [dice.seconds(-7_200...7_200), .seconds(86_400)]) }
        if isOn() { (slowWrites, slowWrite) = (dice.one(of: [2, 30]), dice.seconds(0...30)) }
        if dice.happens(percent / 2) { diskFailsAfter = dice.number(0...60) }
        if dice.happens(percent / 2) { syncFailsAfter = dice.number(0...20) }
        diskFailure = dice.one(of: [28, 30, 5])
    }
}

extension CallTrouble {
    /// Draws trouble.
    init(drawnFrom dice: inout Dice) {
        self.init(
            operation: dice.one(of: HumanLoopOperation.allCases),
            kind: dice.one(of: [
                .throttled, .throttled, .throttled, .server, .noAnswer, .accessDenied, .unreachable, .credentials,
            ]),
            from: dice.happens(50) ? .zero : dice.seconds(0...30),
            lasts: dice.happens(25) ? nil : dice.seconds(1...400),
            percent: dice.one(of: [10, 50, 100])
        )
    }
}
