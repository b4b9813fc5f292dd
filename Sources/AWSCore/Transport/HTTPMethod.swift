/// The methods that AWS services are called with here.
package enum HTTPMethod: String, Sendable {
    /// Reads.
    case get = "GET"
    /// Acts, with a body.
    case post = "POST"
    /// Removes.
    case delete = "DELETE"
}
