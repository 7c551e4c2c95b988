import ArgumentParser
import Definitions
import Foundation
import Metadata
import Operations
import Secrets

/// `cxm access …`
struct AccessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "access", abstract: "Say who may use the server: people, programs, links.",
        subcommands: [
            AccessLinkCommand.self, AccessUserCommand.self, AccessClientCommand.self,
            AccessAuditCommand.self,
        ])
}

extension Role: ExpressibleByArgument {}
extension ClientScope: ExpressibleByArgument {}

extension Workplace {
    /// What operations on access stand on; makes the home's metadata where there are none yet.
    func access() throws -> AccessSpace {
        let now = now
        return AccessDesk(metadata: try metadata(), now: { now }).space(actor: actor)
    }
}

/// Where people find the server, for links that a command prints.
struct ServerOptions: ParsableArguments {
    @Option(
        help:
            "Where browsers reach the server (default: CXM_PUBLIC_URL, or http://127.0.0.1:8080).")
    var server: String?

    func link(_ invitation: Invitation, _ workplace: Workplace) -> String {
        let base = server ?? workplace.settings.publicURL ?? "http://127.0.0.1:8080"
        let path = "/sign-in?token=" + invitation.token.text
        return (base.hasSuffix("/") ? String(base.dropLast()) : base) + path
    }

    func answer(
        _ invitation: Invitation, _ format: RecordFormat, _ workplace: Workplace
    ) -> String {
        let zone = workplace.home.zone
        let link = link(invitation, workplace)
        let end = zone.text(invitation.expiresAt)
        guard format == .json else {
            return "The link lets \(invitation.user.name) in, once, until \(end):\n\(link)\n"
        }
        let json: JSONValue = [
            "user": invitation.user.json(in: zone), "link": .string(link),
            "expires_at": .string(end),
        ]
        return json.rendered(pretty: true) + "\n"
    }
}

extension AccessSpace {
    func user(called name: String) async throws -> UserRecord {
        guard let user = try await user(named: name) else {
            throw CommandFailure("There is no user '\(name)'; 'cxm access user list' names them.")
        }
        return user
    }

    func client(called name: String) async throws -> ServiceClientRecord {
        let client = try await clients().first { $0.name.lowercased() == name.lowercased() }
        guard let client else {
            throw CommandFailure(
                "There is no service client '\(name)'; 'cxm access client list' names them.")
        }
        return client
    }
}

/// `cxm access link`
struct AccessLinkCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Make a link that lets an admin in, once, to choose a new password.")

    @Option(help: "How it is shown: table or json.")
    var format = RecordFormat.table
    @OptionGroup var serverOptions: ServerOptions
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let invitation = try await workplace.access().linkForAdmin()
        Terminal.write(serverOptions.answer(invitation, format, workplace))
    }
}
