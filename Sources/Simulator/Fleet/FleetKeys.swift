import YAML

/// The keys of each mapping of a fleet file; what they mean is said at the properties that they fill.
enum FleetKeys {
    /// The document's own: `Fleet`.
    enum Root: String, MappingKey {
        case apiVersion, kind, account, region, credentials, service, loops

        /// Keys that begin with `x-` are the user's.
        static var ignoresExtensions: Bool { true }
    }

    /// Those of `credentials`: `AWSCredentials`, and `Fleet/credentialsExpireAfter`.
    enum Credentials: String, MappingKey {
        case accessKeyId, secretAccessKey, sessionToken, expireAfter
    }

    /// Those of `service`: `ServiceBehaviour` and `ServiceVariants`.
    enum Service: String, MappingKey {
        case latency, jitter, rates, seed, slowBody, faults, variants
    }

    /// Those of `rates`: `ServiceRates`.
    enum Rates: String, MappingKey {
        case describe, list, start, stop, delete, burst
    }

    /// Those of `faults`: `FaultShares`; the value of each is a mapping of `FaultKind`.
    enum Faults: String, MappingKey {
        case all, describe, list, start, stop, delete
    }

    /// Those of `variants`: `ServiceVariants`.
    enum Variants: String, MappingKey {
        case stopOnEnded, deleteOnActive, deletion, deletionVisibleFor, deletionListedFor, timeBounds, errorCode
        case defaultPageSize, tokenLifetime
    }

    /// Those of an item of `loops`: `FleetLoops` and `LoopTemplate`.
    enum Loops: String, MappingKey {
        case name, status, flowDefinition, created, workers, ends, failureCode, failureReason, output
    }

    /// Those of `workers`: `LoopTemplate/workers`.
    enum Workers: String, MappingKey {
        case holdFor, then
    }

    /// Those of `ends`: `LoopTemplate/ends`.
    enum Ends: String, MappingKey {
        case after, then
    }
}

/// A fault's share is given under its own name.
extension FaultKind: MappingKey {}
