/// The methods that AWS services are called with here.
package enum HTTPMethod: String, Sendable {
    /// Reads.
    case get = "GET"
    /// Acts, with a body.
    case post = "POST"
    /// Puts in place; the token of the instance metadata service is asked for with it.
    case put = "PUT"
    /// Removes.
    case delete = "DELETE"
}
