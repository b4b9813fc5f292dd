import ArgumentParser
import CleanupEngine
import CleanupJournal
import HumanLoops
import Simulator
import Support
import YAML

/// `loopsweep simulate`: a local A2I Runtime API to rehearse against, with any client.
struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Serves a local A2I Runtime API with the loops of a fleet file, until it is ended."
    )

    @Option(help: "The fleet file.")
    var fleet: String
    @Option(help: "The port of 127.0.0.1 to listen at; 0 takes a free one.")
    var port = 0
    @Option(help: ArgumentHelp("Lets a share of calls go wrong, such as delete:drop-after=5%.", valueName: "rule"))
    var fault: [String] = []
    @Option(help: ArgumentHelp("Logs each request to this file as a line of JSON.", valueName: "path"))
    var requestLog: String?

    func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port must be from 0 to 65535 (is '\(port)')")
        }
    }

    func run() async throws {
        try await carryOut { _, console in
            var fleet = try InputFile(path: fleet).fleet(console)
            for text in fault { fleet.behaviour.faults.apply(try CallOptions.faultRule(text)) }
            let started = WallClock.now()
            var configuration = fleet.configuration(startingAt: started)
            configuration.port = port
            if let requestLog {
                let sink = try EvidenceFile.create(at: requestLog)
                // A log that cannot be written does not end the simulator: nothing of a rehearsal depends on it.
                configuration.onRequest = { entry in
                    guard (try? sink.write(entry.jsonLine)) != nil else { return }
                    try? sink.flush()
                }
            }
            let loops = SimulatedHumanLoops(fleet.service(startingAt: started), now: WallClock.now)
            do {
                return try await SignalListener.listen(console) { [fleet, configuration] stopRequest in
                    try await withSimulator(loops, configuration: configuration, clock: ContinuousClock()) {
                        simulator in
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
}
