import ArgumentParser
import CleanupEngine
import CleanupReport
import HumanLoops
import Simulator
import YAML

/// `loopsweep simulate`: a local A2I Runtime API to rehearse against, with any client.
struct SimulateCommand: AsyncParsableCommand {
    /// What the help says.
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Serves a local A2I Runtime API with the loops of a fleet file, until it is ended."
    )

    /// The fleet file.
    @Option(help: "The fleet file.")
    var fleet: String
    /// The port.
    @Option(help: "The port of 127.0.0.1 to listen at; 0 takes a free one.")
    var port = 0
    /// The faults.
    @Option(help: ArgumentHelp("Lets a share of calls go wrong, such as delete:drop-after=5%.", valueName: "rule"))
    var fault: [String] = []
    /// Where requests are logged.
    @Option(help: ArgumentHelp("Logs each request to this file as a line of JSON.", valueName: "path"))
    var requestLog: String?

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port must be from 0 to 65535 (is '\(port)')")
        }
    }

    func run() async throws {
        try await carryOut { console in
            var fleet = try InputFile(path: fleet).fleet(console)
            for text in fault { fleet.behaviour.faults.apply(try ServiceConnection.faultRule(text)) }
            let log = try requestLog.map { path throws(ReportWriteError) in try RequestLog(path: path) }
            return try await serve(fleet, log, console)
        }
    }

    /// Serves until a signal comes.
    private func serve(_ fleet: Fleet, _ log: RequestLog?, _ console: Console) async throws -> CleanupEngine.ExitCode {
        let started = WallClock.now()
        let loops = SimulatedHumanLoops(fleet.service(startingAt: started), now: WallClock.now)
        var configuration = fleet.configuration(startingAt: started)
        configuration.port = port
        if let log { configuration.onRequest = { log.note($0) } }
        let stopRequest = StopRequest()
        do {
            return try await SignalListener.listen(console, raising: stopRequest) {
                try await withSimulator(loops, configuration: configuration, clock: ContinuousClock()) { simulator in
                    try console.results.write(Array("\(simulator.url)\n".utf8))
                    try console.results.flush()
                    console.say("loopsweep: serving \(fleet.loops.count) kinds of loops; ^C ends")
                    return await stopRequest.wait() == .interrupt ? .interrupted : .terminated
                }
            }
        } catch let error as SimulatorError {
            throw CommandFailure(.cannotWrite, "\(error)")
        }
    }
}

/// The log of a simulator's requests, in a file.
final class RequestLog: Sendable {
    /// The file.
    private let sink: any ByteSink

    /// Opens the file, and adds to what it holds.
    ///
    /// - Throws: `ReportWriteError` when it cannot be made.
    init(path: String) throws(ReportWriteError) {
        sink = try EvidenceFile.create(at: path)
    }

    /// Writes a line.
    ///
    /// A log that cannot be written does not end the simulator: nothing of a rehearsal depends on it.
    func note(_ entry: RequestLogEntry) {
        do {
            try sink.write(entry.jsonLine)
            try sink.flush()
        } catch {
            return
        }
    }
}
