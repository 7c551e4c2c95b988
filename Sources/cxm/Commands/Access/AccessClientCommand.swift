import ArgumentParser
import Definitions
import Metadata
import Operations
import Secrets

/// `cxm access client …`
struct AccessClientCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "client", abstract: "List, add and change programs and their tokens.",
        subcommands: [
            AccessClientListCommand.self, AccessClientCreateCommand.self,
            AccessClientRotateCommand.self, AccessClientRevokeCommand.self,
            AccessClientChangeCommand.self,
        ])
}

/// `cxm access client list`
struct AccessClientListCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List programs with their tokens, by name.")

    @Option(help: "How they are shown: table or json.")
    var format = RecordFormat.table
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let store = try workplace.existingMetadata()
        let clients = try await store?.serviceClients() ?? []
        let tokens = Dictionary(grouping: try await store?.clientTokens() ?? [], by: \.client)
        let zone = workplace.home.zone
        format.write(
            AccessTable.clients(clients, tokens, zone),
            .array(clients.map { $0.json(in: zone, tokens: tokens[$0.id] ?? []) }))
    }
}

/// The token's only showing.
private func shown(_ made: NewToken, _ format: RecordFormat, _ zone: Zone) -> String {
    guard format == .json else {
        return "The token of \(made.client.name), shown this once:\n\(made.token.text)\n"
    }
    let json: JSONValue = [
        "client": made.client.json(in: zone, tokens: [made.record]),
        "token": .string(made.token.text),
    ]
    return json.rendered(pretty: true) + "\n"
}

/// `cxm access client create NAME --scope S`
struct AccessClientCreateCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Add a program, and make its token.")

    @Argument(help: "What it is called.")
    var name: String
    @Option(
        help:
            "What it may do: membership, export, events, segments:read, segments:write or metrics; given again, that too."
    )
    var scope: [ClientScope]
    @Option(help: "How many days the token is good; without it, until it is revoked.")
    var days: Int64?
    @Option(help: "How it is shown: table or json.")
    var format = RecordFormat.table
    @OptionGroup var homeOptions: HomeOptions

    func validate() throws {
        guard days.map({ (1...3650).contains($0) }) ?? true else {
            throw ValidationError("--days should be 1 to 3650.")
        }
    }

    func perform(in workplace: Workplace) async throws {
        let made = try await workplace.access().createClient(
            name: name, scopes: Set(scope),
            expiresAt: days.map { workplace.now + $0 * 86_400_000 })
        Terminal.write(shown(made, format, workplace.home.zone))
    }
}

/// `cxm access client rotate NAME`
struct AccessClientRotateCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Make another token; those before are good for some hours more.")

    @Argument(help: "Whose token.")
    var name: String
    @Option(help: "How many hours the tokens before are good for.")
    var graceHours: Int64 = 24
    @Option(help: "How it is shown: table or json.")
    var format = RecordFormat.table
    @OptionGroup var homeOptions: HomeOptions

    func validate() throws {
        guard (0...720).contains(graceHours) else {
            throw ValidationError("--grace-hours should be 0 to 720.")
        }
    }

    func perform(in workplace: Workplace) async throws {
        let space = try workplace.access()
        let made = try await space.rotate(
            client: space.client(called: name).id, grace: graceHours * 3_600_000)
        Terminal.write(shown(made, format, workplace.home.zone))
    }
}

/// `cxm access client revoke NAME TOKEN`
struct AccessClientRevokeCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Refuse a token from now on.")

    @Argument(help: "Whose token.")
    var name: String
    @Argument(help: "The number of the token, as 'list' shows it.")
    var token: Int64
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let space = try workplace.access()
        try await space.revoke(token: token, ofClient: space.client(called: name).id)
        Terminal.write("The token \(token) of \(name) is revoked.\n")
    }
}

/// `cxm access client change NAME`
struct AccessClientChangeCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Change what a program may do, whom to ask about it, or whether it is let in.")

    @Argument(help: "Which program.")
    var name: String
    @Option(help: "What it may do from now on; given again, that too.")
    var scope: [ClientScope] = []
    @Option(help: "Whom to ask about it.")
    var owner: String?
    @OptionGroup var letInOptions: LetInOptions
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let space = try workplace.access()
        let client = try await space.change(
            client: space.client(called: name).id,
            ClientChange(
                scopes: scope.isEmpty ? nil : Set(scope), owner: owner,
                isDisabled: letInOptions.isDisabled))
        let tokens = try await space.tokens(of: client.id)
        Terminal.write(
            AccessTable.clients([client], [client.id: tokens], workplace.home.zone))
    }
}
