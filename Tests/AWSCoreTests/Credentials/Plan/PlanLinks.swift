@testable import AWSCore
import AWSSigning
import Support

extension CredentialsPlan {
    /// The plan in the form of the published cases.
    var links: [[String: PlanCase.Link]] {
        [source.link]
            + roles.map { role in
                var values = ["role_arn": role.arn]
                values["role_session_name"] = role.sessionName
                values["external_id"] = role.externalID
                return ["AssumeRole": .table(values)]
            }
    }
}

extension CredentialsPlan.Source {
    /// The source in the form of the published cases.
    fileprivate var link: [String: PlanCase.Link] {
        switch self {
        case .keys(let credentials):
            var values = [
                "access_key_id": credentials.keys.accessKeyID,
                "secret_access_key": credentials.keys.secretAccessKey.exposed,
            ]
            values["account_id"] = credentials.accountID
            return ["AccessKey": .table(values)]
        case .environment: return ["NamedSource": .name("Environment")]
        case .container: return ["NamedSource": .name("EcsContainer")]
        case .instanceMetadata: return ["NamedSource": .name("Ec2InstanceMetadata")]
        case .webIdentity(let role):
            var values = ["role_arn": role.arn, "web_identity_token_file": role.tokenFile]
            values["role_session_name"] = role.sessionName
            return ["WebIdentityToken": .table(values)]
        case .sso(let settings):
            var values = [
                "sso_account_id": settings.accountID, "sso_role_name": settings.roleName,
                "sso_region": settings.region, "sso_start_url": settings.startURL,
            ]
            values["sso_session"] = settings.session
            return ["Sso": .table(values)]
        case .login(let settings): return ["Login": .name(settings.session)]
        case .process(let process):
            return ["CredentialProcess": .name(process.arguments.exposed.joined(separator: " "))]
        }
    }
}
