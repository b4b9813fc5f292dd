package import AWSCore

extension HTTPRequest {
    /// The method and the whole URL, such as `GET http://169.254.170.2/credentials?a=1`.
    package var line: String { "\(method.rawValue) \(endpoint.scheme.rawValue)://\(endpoint.authority)\(target)" }
}
