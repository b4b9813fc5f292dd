import AWSSigning
import FoundationEssentials

extension HTTPRequest {
    /// Makes a request that posts a value as JSON below an endpoint's base path.
    static func json(
        _ body: some Encodable,
        to endpoint: ServiceEndpoint,
        path: String,
        headers: [HTTPHeader] = []
    ) -> HTTPRequest {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return HTTPRequest(
            method: .post,
            endpoint: endpoint,
            path: endpoint.basePath + path,
            headers: [HTTPHeader("content-type", "application/json")] + headers,
            // Only a number without a form in JSON cannot be encoded, and requests hold texts alone.
            body: (try? encoder.encode(body)).map { Array($0) } ?? []
        )
    }
}
