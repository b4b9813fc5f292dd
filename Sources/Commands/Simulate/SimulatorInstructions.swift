import AWSSigning
import HumanLoops
import Simulator
import Support

/// What `simulate` says when it serves: how many loops there are, and what to set so that clients call them.
struct SimulatorInstructions {
    private let fleet: Fleet
    /// The path of the fleet file, or what stands in its place.
    private let path: String
    private let url: String

    init(_ fleet: Fleet, of path: String, at url: String) {
        (self.fleet, self.path, self.url) = (fleet, path, url)
    }

    /// The lines, in their order; those that begin with `export` can be pasted.
    var lines: [String] {
        let loops = fleet.loops.reduce(0) { $0 + $1.names.count }
        let flows = Set(fleet.loops.map(\.template.flowDefinitionARN)).count
        let count = CountText.counted(loops, "loop") + " of " + CountText.counted(flows, "flow definition")
        let start = [
            "loopsweep: serving \(count) in \(fleet.region) of account \(fleet.account); ^C ends",
            "loopsweep: in another terminal:",
            "export AWS_ENDPOINT_URL_SAGEMAKER_A2I_RUNTIME=\(url)",
            // boto3 reads the second one alone.
            "export AWS_REGION=\(fleet.region) AWS_DEFAULT_REGION=\(fleet.region)",
        ]
        return start + keys
    }

    /// The keys to sign with; of a fleet's secrets, which are hidden like any others, the place.
    private var keys: [String] {
        let known = "export AWS_ACCESS_KEY_ID="
        guard let credentials = fleet.credentials else {
            return ["\(known)REHEARSAL AWS_SECRET_ACCESS_KEY=rehearsal"]
        }
        let identifier = ShellWord.quoted(credentials.accessKeyID)
        let hasToken = credentials.sessionToken != nil
        let (words, place) = hasToken ? (" AWS_SESSION_TOKEN=TOKEN", " and TOKEN its sessionToken") : ("", "")
        return [
            "\(known)\(identifier) AWS_SECRET_ACCESS_KEY=SECRET\(words)",
            "loopsweep: SECRET is credentials.secretAccessKey of \(SanitizedText.quoted(path))\(place)",
        ]
    }
}
