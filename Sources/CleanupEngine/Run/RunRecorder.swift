/// Where a run writes down what it is about to change and how its loops ended.
package protocol RunRecorder: Sendable {
    /// Writes down which loops the rules have found, before any loop is looked at; not called when there are no rules.
    ///
    /// - Throws: `RunRecorderError` when it could not be written: the run ends.
    func note(_ scope: RunScope) throws(RunRecorderError)

    /// Writes down which loops have these names, as was told first: by a list, or by a description.
    ///
    /// - Throws: `RunRecorderError` when it could not be written: the run ends.
    func identify(_ loops: [LoopSighting]) throws(RunRecorderError)

    /// Writes down the evidence of a loop; the call that changes it is made only after `commit` has returned as well.
    ///
    /// - Throws: `RunRecorderError` when it could not be written: the call is not made, and the run ends.
    func intend(_ intent: LoopIntent) throws(RunRecorderError)

    /// Makes all that was written durable, at once: evidence that waits for it is made durable together.
    ///
    /// - Throws: `RunRecorderError` when it could not be done: the calls are not made, and the run ends.
    func commit() throws(RunRecorderError)

    /// Writes down how a loop ended.
    ///
    /// - Throws: `RunRecorderError` when it could not be written: the run ends.
    func record(_ result: LoopResult) throws(RunRecorderError)

    /// Makes what was written durable, if that is due; called about once a second while a run goes on.
    ///
    /// - Throws: `RunRecorderError` when it could not be done: the run ends.
    func synchronize() throws(RunRecorderError)
}

extension RunRecorder {
    /// Writes nothing.
    package func note(_ scope: RunScope) {}
}
