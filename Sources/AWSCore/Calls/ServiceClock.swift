import FoundationEssentials
import Synchronization

/// The time as the service has it: the machine's own, corrected once the service has refused it.
///
/// A signature is good for five minutes around the service's time. A machine whose clock is further off cannot sign at
/// all, until it learns from a refusal how far that is. One correction serves all calls of a client.
package final class ServiceClock: Sendable {
    private struct State {
        /// Added to the machine's time, in seconds.
        var offset: Int64 = 0
        /// The `date` header of the latest answer that had one, as text and as a moment, and the machine's time when it came.
        var latest: (date: String, moment: Int64?, localTime: Int64)?
    }

    /// In seconds since 1970-01-01T00:00:00Z.
    private let localTime: @Sendable () -> Int64
    private let state = Mutex(State())

    init(_ localTime: @escaping @Sendable () -> Int64) { self.localTime = localTime }

    /// The service's time as far as it is known, in seconds since 1970-01-01T00:00:00Z.
    var now: Int64 { localTime() + state.withLock { $0.offset } }

    /// The correction in force: how far the service was found to be ahead of the machine; zero before any refusal.
    package var correction: Duration { .seconds(state.withLock { $0.offset }) }

    /// How far the service was ahead of the machine at the latest answer, to the second; nil when none said the time.
    package var difference: Duration? {
        guard let latest = state.withLock({ $0.latest }), let moment = latest.moment else { return nil }
        return .seconds(moment - latest.localTime)
    }

    /// Takes note of an answer's time, and returns it in seconds since 1970-01-01T00:00:00Z; nil when it does not say.
    @discardableResult
    func observe(_ response: HTTPResponse) -> Int64? {
        guard let date = response.header("date") else { return nil }
        let local = localTime()
        return state.withLock { state in
            // Many answers come within one second: its text is read once.
            let isRead = state.latest?.date == date
            let moment = isRead ? state.latest?.moment : HTTPResponse.secondsSinceEpoch(date)
            state.latest = (date, moment, local)
            return moment
        }
    }

    /// Corrects the time, so that it is now the given number of seconds since 1970-01-01T00:00:00Z.
    func correct(to serviceTime: Int64) {
        let offset = serviceTime - localTime()
        state.withLock { $0.offset = offset }
    }
}

extension HTTPResponse {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// When the sender made the answer, in seconds since 1970-01-01T00:00:00Z; nil when it does not say.
    ///
    /// Only `Sun, 22 Nov 2026 10:00:00 GMT` is read, the one form that may still be written (RFC 9110, section 5.6.7).
    package var date: Int64? { header("date").flatMap { Self.secondsSinceEpoch($0) } }

    static func secondsSinceEpoch(_ text: String) -> Int64? {
        let parts = text.split(separator: " " as Character)
        guard parts.count == 6, parts[0].last == ",", parts[1].utf8.count == 2, parts[3].utf8.count == 4,
            let month = months.firstIndex(of: String(parts[2])), parts[4].utf8.count == 8, parts[5] == "GMT"
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        // FoundationEssentials reads no date of HTTP; rearranged, it is one of ISO 8601.
        let rearranged = "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z"
        return (try? Date(rearranged, strategy: .iso8601)).map { Int64($0.timeIntervalSince1970) }
    }
}
