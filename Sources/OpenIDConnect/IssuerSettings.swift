package import Definitions

/// An issuer of OpenID Connect that signs people in, as an administrator has set it.
package struct IssuerSettings: Hashable, Sendable {
    /// `https://id.example.com`, as its tokens name it.
    package let issuer: String
    package let clientID: String
    /// Nil: a public client, which PKCE alone protects.
    package let clientSecret: String?
    /// Where the issuer sends browsers back to.
    package let redirectURI: String
    /// The claim that holds a person's groups: a text or a list of texts.
    package let roleClaim: String
    /// The role of each group; `*`: of everyone. Who has none is not let in.
    package let roles: [String: Role]

    package init(
        issuer: String, clientID: String, clientSecret: String?, redirectURI: String,
        roleClaim: String = "groups", roles: [String: Role]
    ) {
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.redirectURI = redirectURI
        self.roleClaim = roleClaim
        self.roles = roles
    }

    /// The highest role of a person's groups.
    ///
    ///     settings.role(of: ["staff", "cxm-admins"])   // .admin
    func role(of groups: [String]) -> Role? {
        let found = (groups + ["*"]).compactMap { roles[$0] }
        return Role.allCases.last { found.contains($0) }
    }
}

/// Who somebody is, as the issuer says.
package struct IssuedIdentity: Hashable, Sendable {
    /// Issuer and subject: never given to anybody else.
    package let externalID: String
    /// What to call the user: the issuer's name for the account, or the mail address.
    package let name: String
    package let displayName: String
    package let role: Role
}

/// Why the issuer, or what it says, is not accepted.
package struct IssuerError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// No answer, or none that can be read.
        case unreachable
        /// A token that is not what it should be.
        case refused
        /// Somebody who has no role.
        case noRole
    }

    package let code: Code
    package let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
