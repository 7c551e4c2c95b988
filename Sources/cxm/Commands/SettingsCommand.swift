import ArgumentParser
import Definitions
import Metadata
import Operations

/// `cxm settings …`
struct SettingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract:
            "Show and change what holds for the whole home, such as which snapshots are kept.",
        subcommands: [SettingsListCommand.self, SettingsSetCommand.self, SettingsResetCommand.self])
}

/// `cxm settings list`
struct SettingsListCommand: SettingsTask {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the settings with what holds now.")

    @OptionGroup var options: SettingsOptions

    func entries(_ settings: ProjectSettings) async throws -> [ProjectSettings.Entry] {
        try await settings.all()
    }
}

/// `cxm settings set NAME JSON`
struct SettingsSetCommand: SettingsTask {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change a setting.")

    @Argument(help: "The name of a setting.")
    var name: String
    @Argument(help: "Its value as JSON, such as 30 or {\"all_days\": 90}.")
    var value: String
    @OptionGroup var options: SettingsOptions

    func entries(_ settings: ProjectSettings) async throws -> [ProjectSettings.Entry] {
        [try await settings.set(name, to: JSONValue(parsing: value))]
    }
}

/// `cxm settings reset NAME`
struct SettingsResetCommand: SettingsTask {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Take a setting back to what holds where nobody has chosen."
    )

    @Argument(help: "The name of a setting.")
    var name: String
    @OptionGroup var options: SettingsOptions

    func entries(_ settings: ProjectSettings) async throws -> [ProjectSettings.Entry] {
        [try await settings.set(name, to: nil)]
    }
}

struct SettingsOptions: ParsableArguments {
    @Option(help: "How they are shown: table, json or csv.")
    var format = OutputFormat.table
    @Option(help: "The language of the words: en or ko.")
    var language = Language.english
    @OptionGroup var homeOptions: HomeOptions
}

/// A command whose answer are settings.
protocol SettingsTask: Command {
    var options: SettingsOptions { get }
    func entries(_ settings: ProjectSettings) async throws -> [ProjectSettings.Entry]
}

extension SettingsTask {
    var homeOptions: HomeOptions { options.homeOptions }

    func perform(in workplace: Workplace) async throws {
        let store = try workplace.metadata()
        let entries = try await entries(
            ProjectSettings(store, actor: workplace.actor, now: workplace.now))
        await store.close()
        let language = options.language
        let listing = Listing(
            columns: ["setting", "value", "chosen", "what it does"],
            rows: entries.map { entry in
                [
                    entry.setting.name, entry.value.rendered(), entry.isChosen ? "yes" : "no",
                    entry.described(in: language),
                ]
            },
            json: .array(
                entries.map { entry in
                    [
                        "name": .string(entry.setting.name), "help": .string(entry.setting.help),
                        "value": entry.value, "chosen": .boolean(entry.isChosen),
                        "words": .string(entry.described(in: language)),
                    ]
                }))
        Terminal.write(listing.text(options.format))
    }
}
