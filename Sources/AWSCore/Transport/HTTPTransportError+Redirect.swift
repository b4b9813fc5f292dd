extension HTTPTransportError {
    /// Tells that an answer sends the caller elsewhere: no AWS service does, and a signature is for one host alone.
    ///
    /// - Returns: nil when the answer is no redirect.
    init?(redirect response: HTTPResponse, from endpoint: ServiceEndpoint) {
        guard (300..<400).contains(response.status) else { return nil }
        // What follows the path may hold a session of a login page.
        let place = response.header("location")?.prefix { $0 != "?" && $0 != "#" }.prefix(200)
        let words = place.map { "sends the call on to '\($0)'" } ?? "sends the call elsewhere"
        self.init(
            .unreadable,
            code: "Redirected",
            message: "\(endpoint.authority) \(words) (status \(response.status)), which is not followed: "
                + "is it the service's endpoint, and is no login page of the network in between?"
        )
    }
}
