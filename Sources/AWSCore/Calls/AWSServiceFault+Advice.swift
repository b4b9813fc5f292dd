extension AWSServiceFault {
    /// What to do about keys that a service does not accept, by its code (AWS common errors).
    ///
    /// - Returns: nil when the code is not about the keys or their signature.
    package var advice: String? {
        switch code {
        case "ExpiredToken", "ExpiredTokenException":
            "the session has ended: sign in again, or export new keys"
        case "RequestExpired", "RequestTimeTooSkewed", "RequestInTheFuture":
            "this machine's clock is wrong: have it set by NTP"
        case "SignatureDoesNotMatch", "InvalidSignatureException":
            "the secret key does not belong to the access key's id, or the clock is wrong: copy both keys anew"
        case "UnrecognizedClientException", "InvalidClientTokenId", "InvalidAccessKeyId":
            "the keys are not known there: deleted, mistyped, of another partition, or temporary ones without their token?"
        default: nil
        }
    }
}
