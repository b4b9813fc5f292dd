import Glibc

/// Measures the engine in virtual time: `Benchmarks [SCENARIO…]`, where `scale` stands for `scale-1000` and its like.
///
/// It ends with 1 when a figure does not hold its target, and with 64 when no scenario has a given name.
@main
struct Benchmarks {
    /// Measures the scenarios that are asked for, or all.
    static func main() {
        let wanted = CommandLine.arguments.dropFirst()
        for name in wanted where !Scenario.all.contains(where: { $0.isMeant(by: name) }) {
            print("no scenario is named '\(name)'; there are: \(Scenario.all.map(\.name).joined(separator: " "))")
            exit(64)
        }
        let chosen = Scenario.all.filter { scenario in wanted.isEmpty || wanted.contains { scenario.isMeant(by: $0) } }
        var missed = 0
        var scale: [Measurement] = []
        for scenario in chosen {
            let measurements = measure(scenario)
            missed += judge(measurements, by: scenario.targets)
            if scenario.isMeant(by: "scale") { scale += measurements }
        }
        // The machine may be slower by now: the fewest loops are measured before the most and after them.
        if let few = chosen.first(where: { $0.isMeant(by: "scale") }), let many = scale.last,
            many.loopCount > few.loopCount
        {
            scale += measure(few)
        }
        missed += judgeGrowth(scale)
        exit(missed == 0 ? 0 : 1)
    }

    /// Measures a scenario and prints its figures.
    private static func measure(_ scenario: Scenario) -> [Measurement] {
        print("\n\(scenario.name): \(scenario.loopCount) loops; \(scenario.summary)")
        print(MeasurementTable.header)
        return scenario.seeds.map { seed in
            let measured = ScenarioRun(scenario, seed: seed).measure()
            print(MeasurementTable.row(measured))
            fflush(nil)
            return measured
        }
    }

    /// Compares the worst figures with their targets.
    ///
    /// - Returns: how many do not hold.
    private static func judge(_ measurements: [Measurement], by targets: [Target]) -> Int {
        var missed = 0
        for measured in measurements {
            guard let complaint = measured.complaint else { continue }
            missed += 1
            print("  seed \(measured.seed) is worth nothing: \(complaint)")
        }
        for target in targets {
            let worst = measurements.map(target.figure).max() ?? 0
            missed += judge(target.name, worst, limit: target.limit)
        }
        return missed
    }

    /// Compares what a loop costs among the most loops with what it costs among the fewest.
    ///
    /// - Returns: how many figures do not hold: 0 or 1.
    private static func judgeGrowth(_ measurements: [Measurement]) -> Int {
        let costs = Dictionary(grouping: measurements, by: \.loopCount).mapValues { measured in
            measured.map { $0.processorTime / Double($0.loopCount) }.reduce(.zero, +) / measured.count
        }
        guard let few = costs.keys.min(), let many = costs.keys.max(), few < many,
            let cost = costs[many], let least = costs[few]
        else { return 0 }
        return judge("CPU / loop of \(many) loops as a multiple of that of \(few)", cost / least, limit: 1.3)
    }

    /// Compares a figure with its limit and prints the verdict.
    ///
    /// - Returns: how many figures do not hold: 0 or 1.
    private static func judge(_ name: String, _ figure: Double, limit: Double) -> Int {
        let verdict = figure > limit ? "MISSED" : "holds "
        let (figureText, limitText) = (MeasurementTable.decimal(figure, 3), MeasurementTable.decimal(limit, 2))
        print("  \(verdict) \(name): \(figureText) of at most \(limitText)")
        return figure > limit ? 1 : 0
    }
}
