/// What is wrong with the signature of a request that the service refused, where that can be helped.
///
/// Such a request was turned away at the door: nothing was carried out, so that it may be sent again whatever it asks for.
enum RefusedSignature: Hashable, Sendable {
    /// It was signed at a moment that is too far from the service's time.
    case time
    /// It was signed with keys that are no longer good.
    case keys

    /// How far a signature's time is from the service's, at least, when that is why a signature does not fit, in seconds.
    ///
    /// The service allows five minutes; one less makes up for the way of the request.
    static let leastSkew: Int64 = 240

    /// The codes that say that the time is wrong.
    private static let timeCodes: Set<String> = ["RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed"]
    /// The codes that may say so, and may say other things.
    private static let signatureCodes: Set<String> = [
        "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure",
    ]
    /// The codes that say that the keys are over, or not known.
    private static let keyCodes: Set<String> = [
        "ExpiredTokenException", "ExpiredToken", "InvalidClientTokenId", "UnrecognizedClientException",
    ]

    /// Finds out what is wrong; nil when it is something else, or the service does not say what time it is.
    ///
    /// - Parameters:
    ///   - fault: the refusal.
    ///   - signedAt: the time in the signature, in seconds since 1970-01-01T00:00:00Z.
    init?(_ fault: AWSServiceFault, signedAt: Int64) {
        guard let code = fault.code else { return nil }
        if Self.keyCodes.contains(code) {
            self = .keys
            return
        }
        guard let serviceTime = fault.serviceTime,
            Self.timeCodes.contains(code)
                || Self.signatureCodes.contains(code) && abs(serviceTime - signedAt) >= Self.leastSkew
        else { return nil }
        self = .time
    }
}
