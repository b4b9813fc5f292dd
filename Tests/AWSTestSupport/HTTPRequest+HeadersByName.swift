package import AWSCore
import AWSSigning

extension HTTPRequest {
    /// The values of the headers by their names; a name that is repeated has its last value.
    package var headersByName: [String: String] {
        Dictionary(headers.map { ($0.name, $0.value) }) { _, last in last }
    }
}
