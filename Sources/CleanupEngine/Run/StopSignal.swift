/// The signal that asked a run to end.
package enum StopSignal: Int32, Sendable {
    /// SIGHUP: the terminal is gone; taken as SIGTERM.
    case hangup = 1
    /// SIGINT: ^C.
    case interrupt = 2
    /// SIGTERM: a supervisor's request.
    case terminate = 15
}
