import Definitions
package import Metadata

extension AccessSpace {
    /// Whether nobody could sign in who may let others in: the server then prints a link at its start.
    package func lacksAdmin() async throws -> Bool {
        try await !users().contains {
            $0.role == .admin && !$0.isDisabled
                && ($0.passwordHash != nil || $0.externalID != nil)
        }
    }

    /// The admin who has no password yet, made where there is none: who opens the link of the server's
    /// start.
    package func firstAdmin() async throws -> UserRecord {
        let users = try await users()
        if let admin = users.first(where: { $0.role == .admin && !$0.isDisabled }) { return admin }
        let taken = Set(users.map { $0.name.lowercased() })
        let name = (["admin"] + (2...).lazy.prefix(1000).map { "admin\($0)" })
            .first { !taken.contains($0) }
        let admin = try await metadata.add(
            UserRecord(name: name ?? "admin", role: .admin, createdAt: now))
        try await audit("user.first-admin", "user/\(admin.id)", by: admin.name)
        return admin
    }

    /// A link for an admin when everyone is locked out: for whoever can write the home's files anyway.
    package func linkForAdmin() async throws -> Invitation {
        try await link(for: firstAdmin().id)
    }
}
