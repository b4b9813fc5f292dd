package import CleanupEngine
import CleanupManifest
package import HumanLoops
package import Support

/// A manifest of loops that were found, as `validate` accepts it and a person reads it: each loop with its status and age.
package struct DiscoveredManifest {
    private let flowDefinition: AmazonResourceName
    private let found: FoundLoops
    private let now: Timestamp
    private let maker: String

    /// Makes the manifest of what one rule found at a moment; `maker` is a product and its version.
    package init(of flowDefinition: AmazonResourceName, _ found: FoundLoops, at now: Timestamp, by maker: String) {
        self.flowDefinition = flowDefinition
        self.found = found
        self.now = now
        self.maker = maker
    }

    /// Writes the manifest and flushes the sink.
    package func write(to sink: any ByteSink) throws(ReportWriteError) {
        try sink.write(heading)
        for loop in found.loops { try sink.write(text(of: loop)) }
        try sink.flush()
    }

    /// One loop: it is expected to be the one that was listed, and a duplicate goes only while its kept duplicate is there.
    private func text(of loop: FoundLoops.Loop) -> String {
        var settings = LoopSettings(keptInstead: loop.precondition.keptInstead)
        if loop.precondition.keepsAnswer { settings.onCompleted = .keep }
        if let created = loop.precondition.creationTime { settings.expectation.expect(created: created) }
        var yaml = YAMLBlock()
        yaml.item { yaml in
            yaml.member("name", "\(YAMLText.plain(loop.entry.name.rawValue))  # \(comment(on: loop))")
            yaml.add(settings.members)
        }
        return yaml.take()
    }

    private var heading: String {
        let name = flowDefinition.flowDefinitionName ?? "discovered"
        let count = found.loops.count
        let listed = CountText.counted(found.findings.reduce(0) { $0 + $1.listed }, "loop")
        let excludedCount = found.findings.reduce(0) { $0 + $1.excluded }
        let excluded = excludedCount > 0 ? ", \(CountText.grouped(excludedCount)) excluded by name" : ""
        return """
            # Made by \(maker) at \(now): \(CountText.grouped(count)) of \(listed) listed\(excluded).
            # Beside each loop stand its status and its age at that time. Look at the plan before you run it.
            apiVersion: loopsweep/v1
            kind: HumanLoopCleanup
            metadata:
              name: \(YAMLText.plain(name))
            target:
              account: "\(flowDefinition.account)"
              region: \(YAMLText.plain(flowDefinition.region))
            defaults:
              expect:
                flowDefinition: \(flowDefinition)
            \(condition)guards:
              maxLoops: \(count)
            loops:

            """
    }

    /// The statuses that were asked for, as a line of `defaults`: a loop that has another one by then is kept.
    private var condition: String {
        let statuses = found.loops.first?.precondition.statuses ?? []
        return statuses.isEmpty ? "" : "  status: [\(statuses.map(\.description).joined(separator: ", "))]\n"
    }

    /// Says where a loop stood, how old it was, and which loop is kept in its place.
    private func comment(on loop: FoundLoops.Loop) -> String {
        let status = loop.precondition.status.map { YAMLText.comment($0.description) } ?? "-"
        let age = loop.precondition.creationTime.map { ", \(DurationText.age(now - $0)) old" } ?? ""
        let keptInstead = loop.precondition.keptInstead.map { "; \($0.name) is kept" } ?? ""
        return status + age + keptInstead
    }
}
