import Definitions
import Foundation
import TestSupport
import Testing

@Suite struct AccessCommandTests {
    private func with(_ body: (URL) throws -> Void) async throws {
        try await Fixture.withFolder { try body($0.resolvingSymlinksInPath()) }
    }

    private func json(_ words: String..., in folder: URL) throws -> JSONValue {
        let run = try CXMProcess.run(words + ["--format", "json"], in: folder)
        #expect(run.status == 0, "\(run.error)")
        return try JSONValue(parsing: run.output)
    }

    @Test func `people are invited, listed and changed`() async throws {
        try await with { folder in
            let list = try CXMProcess.run("access", "user", "list", in: folder)
            #expect(list.output == "No users.\n")
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
            let made = try json(
                "access", "user", "invite", "mina", "--role", "marketer", "--server",
                "https://cxm.example.com/", in: folder)
            guard case .string(let link)? = made["link"] else {
                Issue.record("no link")
                return
            }
            #expect(link.hasPrefix("https://cxm.example.com/sign-in?token="))
            let changed = try json(
                "access", "user", "change", "MINA", "--role", "analyst", "--display-name", "김민아",
                in: folder)
            #expect(changed["role"] == "analyst")
            let table = try CXMProcess.run("access", "user", "list", in: folder)
            #expect(
                table.output == """
                    name  display name  role     signs in by
                    mina  김민아        analyst  link

                    """)
            let taken = try CXMProcess.run("access", "user", "invite", "Mina", in: folder)
            #expect(taken.status == 1)
            #expect(taken.error.contains("There is a user 'Mina' already"))
            let nobody = try CXMProcess.run("access", "user", "link", "bo", in: folder)
            #expect(nobody.error.contains("There is no user 'bo'"))
            let bad = try CXMProcess.run(
                "access", "user", "invite", "a b", "--role", "viewer", in: folder)
            #expect(bad.status == 1)
        }
    }

    @Test func `a link for an admin can be made when everyone is locked out`() async throws {
        try await with { folder in
            let made = try CXMProcess.run("access", "link", in: folder)
            #expect(made.output.contains("http://127.0.0.1:8080/sign-in?token="))
            let users = try json("access", "user", "list", in: folder)
            guard case .array(let list) = users else { return }
            #expect(list.map { $0["name"] } == ["admin"])
            let audit = try json("access", "audit", "--action", "user.", in: folder)
            guard case .array(let records) = audit else { return }
            #expect(records.map { $0["action"] } == ["user.link", "user.first-admin"])
        }
    }

    @Test func `a program gets a token, another one, and loses it`() async throws {
        try await with { folder in
            let made = try json(
                "access", "client", "create", "push", "--scope", "membership", "--scope",
                "export", in: folder)
            guard case .string(let token)? = made["token"] else {
                Issue.record("no token")
                return
            }
            #expect(token.count == 64)
            _ = try json("access", "client", "rotate", "push", "--grace-hours", "0", in: folder)
            let revoked = try CXMProcess.run("access", "client", "revoke", "push", "2", in: folder)
            #expect(revoked.output == "The token 2 of push is revoked.\n")
            let list = try CXMProcess.run("access", "client", "list", in: folder)
            #expect(list.output.contains("export,membership"))
            #expect(list.output.contains("revoked") && !list.output.contains(token))
            let disabled = try CXMProcess.run(
                "access", "client", "change", "push", "--disable", in: folder)
            #expect(disabled.output.contains("disabled"))
            for kind in ["client", "user"] {
                let both = try CXMProcess.run(
                    "access", kind, "change", "push", "--disable", "--enable", in: folder)
                #expect(both.status == 64 && both.error.contains("--disable and --enable"))
            }
            let none = try CXMProcess.run("access", "client", "create", "x", in: folder)
            #expect(none.status == 64)
        }
    }

    @Test(arguments: [
        (["CXM_PUBLIC_URL": "cxm.example.com"], "CXM_PUBLIC_URL"),
        (["CXM_PUBLIC_URL": "https://cxm.example.com/path"], "CXM_PUBLIC_URL"),
        (["CXM_OIDC_ISSUER": "http://id.example.com"], "CXM_OIDC_ISSUER"),
        (["CXM_OIDC_ISSUER": "https://id.example.com"], "CXM_PUBLIC_URL"),
        (
            [
                "CXM_OIDC_ISSUER": "https://id.example.com",
                "CXM_PUBLIC_URL": "https://cxm.example.com", "CXM_OIDC_CLIENT_ID": "cxm",
                "CXM_OIDC_CLIENT_SECRET": "in-clear", "CXM_OIDC_ROLES": "*=viewer",
            ], "CXM_OIDC_CLIENT_SECRET"
        ),
        (
            [
                "CXM_OIDC_ISSUER": "https://id.example.com",
                "CXM_PUBLIC_URL": "https://cxm.example.com", "CXM_OIDC_CLIENT_ID": "cxm",
                "CXM_OIDC_ROLES": "crm=boss",
            ], "CXM_OIDC_ROLES"
        ),
        (["CXM_RATE_LIMIT": "many"], "CXM_RATE_LIMIT"),
    ])
    func `a setting that cannot be is named`(
        settings: [String: String], name: String
    ) async throws {
        try await Fixture.withFolder { folder in
            let run = try CXMProcess.run(
                ["access", "user", "list"], in: folder, settings: settings)
            #expect(run.status == 1)
            #expect(run.error.contains(name), "\(run.error)")
            #expect(!run.error.contains("in-clear"))
        }
    }
}
