import Definitions
import Foundation
import OpenIDConnect

extension Settings {
    /// The issuer that the settings name; nil where they name none.
    static func issuer(
        _ values: SettingValues, _ publicURL: String?
    ) throws -> IssuerSettings? {
        let text = values.text
        let issuer = text(.issuer)
        guard !issuer.isEmpty else { return nil }
        guard isSafe(issuer) else {
            throw CommandFailure(
                "The setting CXM_OIDC_ISSUER is '\(issuer)'; it should be an https address, or an http "
                    + "one of this machine.")
        }
        guard let publicURL else {
            throw CommandFailure(
                "CXM_OIDC_ISSUER is set and CXM_PUBLIC_URL is not: the issuer needs an address to send "
                    + "browsers back to.")
        }
        guard !text(.issuerClient).isEmpty else {
            throw CommandFailure(
                "CXM_OIDC_ISSUER is set and CXM_OIDC_CLIENT_ID is not: it is what the issuer calls this "
                    + "server.")
        }
        return IssuerSettings(
            issuer: issuer, clientID: text(.issuerClient),
            clientSecret: try secret(text(.issuerSecret), values.environment),
            redirectURI: publicURL + "/sign-in/issuer/answer", roleClaim: text(.issuerClaim),
            roles: try roles(text(.issuerRoles)))
    }

    private static func isSafe(_ address: String) -> Bool {
        guard let url = URL(string: address), let host = url.host else { return false }
        return url.scheme == "https"
            || url.scheme == "http" && ["127.0.0.1", "localhost", "::1"].contains(host)
    }

    private static func secret(
        _ reference: String, _ environment: [String: String]
    ) throws -> String? {
        guard !reference.isEmpty else { return nil }
        if reference.hasPrefix("env:") {
            if let secret = environment[String(reference.dropFirst(4))], !secret.isEmpty {
                return secret
            }
        } else if reference.hasPrefix("file:"),
            let text = try? String(
                contentsOfFile: String(reference.dropFirst(5)), encoding: .utf8)
        {
            let secret = text.trimmingCharacters(in: .whitespacesAndNewlines)
            if !secret.isEmpty { return secret }
        }
        throw CommandFailure(
            "The setting CXM_OIDC_CLIENT_SECRET should say where a secret stands, as file:/path or "
                + "env:NAME, and nothing can be read there.")
    }

    /// `admins=admin,*=viewer`
    private static func roles(_ text: String) throws -> [String: Role] {
        var roles: [String: Role] = [:]
        for pair in text.split(separator: ",") {
            let parts = pair.split(separator: "=", maxSplits: 1)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            guard parts.count == 2, let role = Role(rawValue: parts[1]) else {
                throw CommandFailure(
                    "The setting CXM_OIDC_ROLES has '\(pair)'; it should be a group and a role, as "
                        + "crm=marketer; roles are "
                        + Role.allCases.map(\.rawValue).joined(separator: ", ") + ".")
            }
            roles[parts[0]] = role
        }
        guard !roles.isEmpty else {
            throw CommandFailure(
                "CXM_OIDC_ISSUER is set and CXM_OIDC_ROLES is not: nobody would have a role; "
                    + "*=viewer lets everyone in to look.")
        }
        return roles
    }
}
