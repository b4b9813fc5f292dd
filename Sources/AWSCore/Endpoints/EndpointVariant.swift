/// Which of a region's hosts of a service is wanted.
package enum EndpointVariant: Hashable, Sendable {
    /// The one that everybody uses.
    case plain
    /// The one whose cryptography is validated (FIPS 140).
    case fips
    /// The one that is reached by IPv6 as well.
    case dualStack
    /// The one that is both.
    case fipsDualStack

    /// Reads the two switches of the configuration.
    package init(isFIPS: Bool, isDualStack: Bool) {
        self =
            switch (isFIPS, isDualStack) {
            case (false, false): .plain
            case (true, false): .fips
            case (false, true): .dualStack
            case (true, true): .fipsDualStack
            }
    }

    /// Whether the host's cryptography has to be validated.
    package var isFIPS: Bool { self == .fips || self == .fipsDualStack }
    /// Whether the host has to be reached by IPv6 as well.
    package var isDualStack: Bool { self == .dualStack || self == .fipsDualStack }
}

extension EndpointVariant: CustomStringConvertible {
    /// The kind of endpoint in words, as error messages have it.
    package var description: String {
        switch self {
        case .plain: "plain"
        case .fips: "FIPS"
        case .dualStack: "dual-stack"
        case .fipsDualStack: "FIPS and dual-stack"
        }
    }
}
