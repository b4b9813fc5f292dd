package import AWSCore
import Synchronization

/// A transport that gives the answers of a script, one for each request, and keeps the requests.
package final class ScriptedTransport: HTTPTransport {
    /// What one request meets.
    package typealias Step = Result<HTTPResponse, HTTPTransportError>

    /// The script and what has come of it.
    private struct Progress {
        /// The steps that are left.
        var steps: ArraySlice<Step>
        /// The requests so far.
        var requests: [HTTPRequest] = []
    }

    /// The script and what has come of it.
    private let progress: Mutex<Progress>

    /// Makes a transport for a script.
    package init(_ steps: [Step]) {
        progress = Mutex(Progress(steps: steps[...]))
    }

    /// The requests so far.
    package var requests: [HTTPRequest] { progress.withLock { $0.requests } }

    /// Keeps the request and takes the script's next step.
    ///
    /// - Throws: the step's error; `unreadable` when the script has no step left.
    package func send(_ request: HTTPRequest) async throws(HTTPTransportError) -> HTTPResponse {
        let step = progress.withLock { progress in
            progress.requests.append(request)
            return progress.steps.popFirst()
        }
        guard let step else {
            throw HTTPTransportError(.unreadable, code: "NotScripted", message: "script a step for \(request.target)")
        }
        return try step.get()
    }
}
