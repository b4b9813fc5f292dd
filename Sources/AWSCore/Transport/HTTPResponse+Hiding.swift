import AWSSigning

extension HTTPResponse {
    /// The headers of a request whose values are secrets, in lower case.
    private static let secretHeaders: Set<String> = [
        "authorization", "x-amz-security-token", "x-amz-sso_bearer_token", "x-aws-ec2-metadata-token", "dpop",
    ]

    /// The answer without the secrets of its request, which a service that means well may give back in an error.
    ///
    /// It is done here, before anybody cuts an error's words short: a part of a token is no longer recognized as one.
    func hidingSecrets(of request: HTTPRequest) -> HTTPResponse {
        // What succeeds may have to hold a secret, and is never shown.
        guard status >= 300, !body.isEmpty else { return self }
        var text = String(decoding: body, as: UTF8.self)
        var isChanged = false
        for header in request.headers where Self.secretHeaders.contains(header.name.lowercased()) {
            let secret = Secret(header.value)
            for form in [header.value, header.value.replacing("/", with: "\\/")] where text.contains(form) {
                text = text.replacing(form, with: secret.description)
                isChanged = true
            }
        }
        guard isChanged else { return self }
        var hidden = self
        hidden.body = Array(text.utf8)
        return hidden
    }
}
