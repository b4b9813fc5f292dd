package import HumanLoops

/// What the simulator notes of one request.
package struct RequestLogEntry: Sendable, Hashable {
    /// When it came.
    package var time: Timestamp
    /// Its operation; nil when it was of none, or was refused before that was looked at.
    package var operation: SimulatedOperation?
    /// The loop it names; nil when it names none.
    package var loop: HumanLoopName?
    /// The loop's status before; nil when there was no such loop.
    package var statusBefore: HumanLoopStatus?
    /// The HTTP status it was answered with; nil when the connection was closed without an answer.
    package var httpStatus: Int?
    /// The code it was refused with; nil when it was not, or the answer was lost.
    package var code: ServiceRefusal.Code?
    /// The fault that was played; nil when there was none.
    package var fault: FaultKind?
    /// The id that its answer carried.
    package var requestID: String

    /// The entry as one line of JSON, with its line feed.
    ///
    /// Keys, in this order, absent ones left out: `time` (RFC 3339), `operation` (such as `StopHumanLoop`), `loop`,
    /// `statusBefore`, `httpStatus`, `code`, `fault`, `requestId`.
    package var jsonLine: [UInt8] {
        var object = JSONObjectText()
        object.add("time", time.description)
        object.add("operation", operation?.apiName)
        object.add("loop", loop?.rawValue)
        object.add("statusBefore", statusBefore?.description)
        object.add("httpStatus", httpStatus)
        object.add("code", code?.rawValue)
        object.add("fault", fault?.rawValue)
        object.add("requestId", requestID)
        return object.bytes + [UInt8(ascii: "\n")]
    }
}
