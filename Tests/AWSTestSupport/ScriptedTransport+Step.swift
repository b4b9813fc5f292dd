package import AWSCore
import AWSSigning

extension ScriptedTransport.Step {
    /// An answer with a text for a body.
    package static func answer(
        _ status: Int,
        _ body: String = "",
        headers: KeyValuePairs<String, String> = [:]
    ) -> Self {
        .success(
            HTTPResponse(status: status, headers: headers.map { HTTPHeader($0.key, $0.value) }, body: Array(body.utf8))
        )
    }

    /// No answer, with a code that says which row of a table it was.
    package static func trouble(_ kind: HTTPTransportError.Kind) -> Self {
        .failure(HTTPTransportError(kind, code: "Scripted", message: "\(kind)"))
    }
}
