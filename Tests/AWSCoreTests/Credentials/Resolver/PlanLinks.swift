@testable import AWSCore
import AWSSigning
import Support

extension ProfileCredentials {
    /// The source and the roles in the form of the published cases.
    var links: [[String: PlanCase.Link]] {
        [Self.link(source)]
            + roles.map { role in
                var values = ["role_arn": role.arn]
                values["role_session_name"] = role.sessionName
                values["external_id"] = role.externalID
                return ["AssumeRole": .table(values)]
            }
    }

    /// The names of the sources outside of all profiles in the published cases.
    private static let names: [(source: any CredentialSource.Type, name: String)] = [
        (EnvironmentCredentials.self, "Environment"), (ContainerCredentials.self, "EcsContainer"),
        (InstanceMetadataCredentials.self, "Ec2InstanceMetadata"),
    ]

    /// A source in the form of the published cases.
    private static func link(_ provider: any CredentialProvider) -> [String: PlanCase.Link] {
        switch provider {
        case let keys as ProfileKeys:
            var values = [
                "access_key_id": keys.provided.keys.accessKeyID,
                "secret_access_key": keys.provided.keys.secretAccessKey.exposed,
            ]
            values["account_id"] = keys.provided.accountID
            return ["AccessKey": .table(values)]
        case let named as NamedSource:
            return ["NamedSource": .name(names.first { $0.source == named.source }?.name ?? "")]
        case let role as WebIdentityCredentials:
            var values = ["role_arn": role.roleARN, "web_identity_token_file": role.tokenFile]
            values["role_session_name"] = role.sessionName
            return ["WebIdentityToken": .table(values)]
        case let sso as SSOCredentials:
            var values = [
                "sso_account_id": sso.settings.accountID, "sso_role_name": sso.settings.roleName,
                "sso_region": sso.settings.region, "sso_start_url": sso.settings.startURL,
            ]
            values["sso_session"] = sso.settings.session
            return ["Sso": .table(values)]
        case let login as LoginCredentials: return ["Login": .name(login.session)]
        case let process as ProcessCredentials:
            return ["CredentialProcess": .name(process.arguments.exposed.joined(separator: " "))]
        default: return [:]
        }
    }
}
