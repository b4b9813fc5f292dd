import Testing

/// A manifest with one fault, and where and as what it must be told.
struct BadManifest: Sendable, CustomTestStringConvertible {
    /// The line of the good manifest that is replaced, or that the new lines follow.
    let line: Int
    /// What is written there instead.
    let text: String
    /// The code that must be told.
    let code: String
    /// The column that must be told; the line is that of the fault.
    let column: Int
    /// How many lines after the first new one the fault is.
    let offset: Int

    /// Makes a fault: a line of the good manifest with another text, told at a column.
    init(_ line: Int, _ text: String, _ code: String, _ column: Int, offset: Int = 0) {
        self.line = line
        self.text = text
        self.code = code
        self.column = column
        self.offset = offset
    }

    /// The fault as the test's name shows it.
    var testDescription: String { "\(line): \(text)" }

    /// The whole text.
    var whole: String {
        var lines = Self.good.split(separator: "\n" as Character, omittingEmptySubsequences: false).map(String.init)
        lines[line - 1] = text
        return lines.joined(separator: "\n")
    }

    /// The manifest that is right; its lines are counted in the table of faults.
    static let good = """
        apiVersion: loopsweep/v1
        kind: HumanLoopCleanup
        metadata:
          name: dup-batch
          owner: ml-platform
          labels: {team: doc-ai}
        target:
          account: "123456789012"
          region: us-east-1
        defaults:
          reason: duplicate
          onInProgress: stop
          expect:
            createdAfter: 2026-11-20T00:00:00Z
        guards:
          maxLoops: 5000
          maxMissing: 50%
          minAge: 1h
          protect:
            names: ["golden-*"]
        execution:
          concurrency: 32
          rate: 20
          retry: {maxAttempts: 8, maxBackoff: 20s}
          stopWait: {timeout: 30m, pollInitial: 2s, pollMax: 2m}
        loops:
          - dup-000017
          - name: dup-000018
            reason: broken-template
            onInProgress: skip
          - arn: arn:aws:sagemaker:us-east-1:123456789012:human-loop/dup-000019
        loopsFrom:
          - {file: more.txt, format: lines, reason: duplicate}
        select:
          - flowDefinition: arn:aws:sagemaker:us-east-1:123456789012:flow-definition/review
            status: [InProgress, Failed]
            olderThan: 7d
            matching: "^invoice-"
        x-end: true
        """
}
