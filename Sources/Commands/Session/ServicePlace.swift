/// Where the calls of a command go.
struct ServicePlace: Hashable, Sendable {
    /// The region that requests are signed for.
    let region: String
    /// The endpoint, a URL.
    let endpoint: String
    /// Whether it is a simulated service, whose endpoint is another each time.
    let isSimulated: Bool
}
