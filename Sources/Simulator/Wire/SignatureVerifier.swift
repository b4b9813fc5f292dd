import AWSSigning
import HumanLoops
import Support

/// Checks that requests were signed with the right keys, region, service and time, as AWS's front end does.
struct SignatureVerifier: Sendable {
    /// How far a request's time may be from the service's.
    static let maximumSkew = Duration.seconds(300)
    /// The service model's `signingName`.
    static let service = "sagemaker"

    let credentials: AWSCredentials
    /// When the session token ends; nil for never.
    let expiration: Timestamp?
    let region: String

    /// Throws when the request would not get past the front end.
    func verify(_ request: WireRequest, at moment: Timestamp) throws(ServiceRefusal) {
        guard let header = request.header("authorization") else {
            throw ServiceRefusal(.missingAuthenticationToken, "Missing Authentication Token")
        }
        let authorization = try SignedAuthorization(header)
        try checkKeys(of: authorization, in: request, at: moment)
        guard authorization.scope.region == region else {
            throw ServiceRefusal(.invalidSignature, "Credential should be scoped to a valid region.")
        }
        guard authorization.scope.service == Self.service else {
            let message = "Credential should be scoped to correct service: '\(Self.service)'."
            throw ServiceRefusal(.invalidSignature, message)
        }
        try checkCoverage(of: authorization, in: request)
        let time = try signingTime(of: request, scope: authorization.scope, at: moment)
        let expected = signature(of: request, authorization: authorization, time: time)
        guard authorization.signature == expected else {
            let message =
                "The request signature we calculated does not match the signature you provided. "
                + "Check your AWS Secret Access Key and signing method. Consult the service documentation for details."
            throw ServiceRefusal(.invalidSignature, message)
        }
    }

    private func checkKeys(
        of authorization: SignedAuthorization,
        in request: WireRequest,
        at moment: Timestamp
    ) throws(ServiceRefusal) {
        guard
            authorization.accessKeyID == credentials.accessKeyID,
            request.header("x-amz-security-token") == credentials.sessionToken?.exposed
        else { throw ServiceRefusal(.unrecognizedClient, "The security token included in the request is invalid.") }
        if let expiration, moment >= expiration {
            throw ServiceRefusal(.expiredToken, "The security token included in the request is expired")
        }
    }

    private func checkCoverage(of authorization: SignedAuthorization, in request: WireRequest) throws(ServiceRefusal) {
        let own = request.headers.map { $0.name.lowercased() }.filter { $0.hasPrefix("x-amz-") }
        for name in ["host"] + own where !authorization.signedHeaders.contains(name) {
            throw ServiceRefusal(.invalidSignature, "'\(name)' must be a 'SignedHeader' in the AWS Authorization.")
        }
    }

    private func signingTime(
        of request: WireRequest,
        scope: CredentialScope,
        at moment: Timestamp
    ) throws(ServiceRefusal) -> SigningTime {
        guard
            let text = request.header("x-amz-date"), let time = SigningTime(text), time.day == scope.day,
            let signed = Timestamp(signingTime: time)
        else {
            let message = "Authorization header requires existence of a valid 'X-Amz-Date' header"
            throw ServiceRefusal(.incompleteSignature, message)
        }
        let now = moment.signingTime
        if signed < moment - Self.maximumSkew {
            let bound = (moment - Self.maximumSkew).signingTime
            let message = "Signature expired: \(time) is now earlier than \(bound) (\(now) - 5 min.)"
            throw ServiceRefusal(.invalidSignature, message)
        }
        if signed > moment + Self.maximumSkew {
            let bound = (moment + Self.maximumSkew).signingTime
            let message = "Signature not yet current: \(time) is still later than \(bound) (\(now) + 5 min.)"
            throw ServiceRefusal(.invalidSignature, message)
        }
        return time
    }

    private func signature(of request: WireRequest, authorization: SignedAuthorization, time: SigningTime) -> String {
        let canonical = CanonicalRequest(
            method: request.method,
            path: request.path,
            query: request.query,
            headers: request.headers.filter { authorization.signedHeaders.contains($0.name.lowercased()) },
            payloadHash: ContentDigest.hexadecimal(of: request.body)
        )
        let key = SigningKey(secretAccessKey: credentials.secretAccessKey, scope: authorization.scope)
        return key.signature(of: StringToSign(time: time, scope: authorization.scope, canonicalRequest: canonical))
    }
}

extension Timestamp {
    fileprivate var signingTime: SigningTime { SigningTime(secondsSinceEpoch: millisecondsSinceEpoch / 1_000) }

    /// Fails when the calendar has no such moment.
    fileprivate init?(signingTime: SigningTime) {
        let text = Array(signingTime.description)
        let date = [text[0..<4], text[4..<6], text[6..<8]].map { String($0) }.joined(separator: "-")
        let time = [text[9..<11], text[11..<13], text[13..<15]].map { String($0) }.joined(separator: ":")
        self.init(rfc3339: "\(date)T\(time)Z")
    }
}

/// The parts of an `Authorization` header of Signature Version 4.
struct SignedAuthorization: Sendable, Hashable {
    let accessKeyID: String
    let scope: CredentialScope
    /// In lower case.
    let signedHeaders: [String]
    let signature: String

    /// Takes a header's value apart; refuses another algorithm and a header that is missing a part.
    init(_ value: String) throws(ServiceRefusal) {
        let prefix = StringToSign.algorithm + " "
        guard value.hasPrefix(prefix) else {
            throw ServiceRefusal(.incompleteSignature, "Authorization header requires '\(StringToSign.algorithm)'")
        }
        var parts: [Substring: Substring] = [:]
        for part in value.dropFirst(prefix.utf8.count).split(separator: "," as Character) {
            let pair = part.drop { $0 == " " }.split(separator: "=" as Character, maxSplits: 1)
            if pair.count == 2 { parts[pair[0]] = pair[1] }
        }
        let credential = (parts["Credential"] ?? "").split(
            separator: "/" as Character,
            omittingEmptySubsequences: false
        )
        guard credential.count == 5, let headers = parts["SignedHeaders"], let signature = parts["Signature"] else {
            let message = "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters"
            throw ServiceRefusal(.incompleteSignature, message)
        }
        guard credential[4] == "aws4_request" else {
            throw ServiceRefusal(
                .invalidSignature,
                "Credential should be scoped with a valid terminator: 'aws4_request'"
            )
        }
        accessKeyID = String(credential[0])
        scope = CredentialScope(
            day: String(credential[1]),
            region: String(credential[2]),
            service: String(credential[3])
        )
        signedHeaders = headers.split(separator: ";" as Character).map { $0.lowercased() }
        self.signature = String(signature)
    }
}
