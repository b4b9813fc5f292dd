import CleanupEngine
import Synchronization
import TestSupport

/// Writes what a run writes down into a chronicle, until there is no room for more.
final class ChronicleRecorder: RunRecorder {
    /// Where it goes.
    private let chronicle: Chronicle
    /// The clock.
    private let time: VirtualTime
    /// How many more records there is room for.
    private let room: Mutex<Int>

    /// Makes a recorder with room for so many records; nil for any number.
    init(_ chronicle: Chronicle, time: VirtualTime, capacity: Int?) {
        self.chronicle = chronicle
        self.time = time
        room = Mutex(capacity ?? .max)
    }

    func record(_ event: RunEvent) throws(RunRecorderError) {
        switch event {
        case .intent(let intent):
            try takeRoom()
            chronicle.note(.intended(intent, at: time.now.offset))
        case .result(let result):
            try takeRoom()
            chronicle.note(.recorded(result, at: time.now.offset))
        case .start, .resumption, .carried, .listing, .scope, .identities, .end: break
        }
    }

    func commit() throws(RunRecorderError) {}

    func synchronize() throws(RunRecorderError) {}

    /// Takes the room of one record.
    private func takeRoom() throws(RunRecorderError) {
        let isThere = room.withLock { room in
            guard room > 0 else { return false }
            room -= 1
            return true
        }
        guard !isThere else { return }
        chronicle.note(.unwritable(at: time.now.offset))
        throw RunRecorderError("no space left on device")
    }
}
