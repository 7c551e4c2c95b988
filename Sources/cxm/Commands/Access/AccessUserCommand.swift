import ArgumentParser
import Definitions
import Metadata
import Operations

/// `cxm access user …`
struct AccessUserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "List, invite and change people.",
        subcommands: [
            AccessUserListCommand.self, AccessUserInviteCommand.self,
            AccessUserChangeCommand.self, AccessUserLinkCommand.self,
        ])
}

/// `cxm access user list`
struct AccessUserListCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List people, by name.")

    @Option(help: "How they are shown: table or json.")
    var format = RecordFormat.table
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let users = try await workplace.existingMetadata()?.users() ?? []
        let zone = workplace.home.zone
        format.write(AccessTable.users(users), .array(users.map { $0.json(in: zone) }))
    }
}

/// `cxm access user invite NAME`
struct AccessUserInviteCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Add a person, and make the link that lets them in.")

    @Argument(help: "What they sign in with.")
    var name: String
    @Option(help: "viewer, marketer, analyst or admin.")
    var role = Role.viewer
    @Option(help: "As others see them.")
    var displayName = ""
    @Option(help: "How it is shown: table or json.")
    var format = RecordFormat.table
    @OptionGroup var serverOptions: ServerOptions
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let invitation = try await workplace.access().invite(
            name: name, displayName: displayName, role: role)
        Terminal.write(serverOptions.answer(invitation, format, workplace))
    }
}

/// `cxm access user link NAME`
struct AccessUserLinkCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Make a link that lets a person in, once, to choose a new password.")

    @Argument(help: "Whom it lets in.")
    var name: String
    @Option(help: "How it is shown: table or json.")
    var format = RecordFormat.table
    @OptionGroup var serverOptions: ServerOptions
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let space = try workplace.access()
        let invitation = try await space.link(for: space.user(called: name).id)
        Terminal.write(serverOptions.answer(invitation, format, workplace))
    }
}

/// `cxm access user change NAME`
struct AccessUserChangeCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Change a person's name or role, or whether they are let in.")

    @Argument(help: "Who is changed.")
    var name: String
    @Option(help: "viewer, marketer, analyst or admin.")
    var role: Role?
    @Option(help: "A new name to sign in with.")
    var rename: String?
    @Option(help: "As others see them.")
    var displayName: String?
    @OptionGroup var letInOptions: LetInOptions
    @Option(help: "How it is shown: table or json.")
    var format = RecordFormat.table
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let space = try workplace.access()
        let user = try await space.change(
            space.user(called: name).id,
            UserChange(
                name: rename, displayName: displayName, role: role,
                isDisabled: letInOptions.isDisabled))
        format.write(AccessTable.users([user]), user.json(in: workplace.home.zone))
    }
}
