import ArgumentParser
import Definitions
import Operations

/// `cxm catalogue register NAME --connection C --table PATH --user COL`
struct CatalogueRegisterCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Register a table of a warehouse and its columns.")

    @Argument(help: "What segments call the table.")
    var name: String
    @Option(help: "The connection.")
    var connection: String
    @Option(help: "The table there, such as main.payments (default: the name).")
    var table: String?
    @Option(help: "The column with the user's id.")
    var user: String?
    @Option(help: "Another key: NAME=COLUMN, such as account=account_id; may be given again.")
    var key: [String] = []
    @Option(help: "The column with the time of a row.")
    var time: String?
    @Option(help: "The column that orders rows of one time.")
    var sequence: String?
    @Option(help: "The column with the name of an event.")
    var event: String?
    @Option(help: "The column with the page.")
    var page: String?
    @Option(help: "The column with the element of a page.")
    var element: String?
    @Option(help: "The column with the category.")
    var category: String?
    @Option(help: "The columns that become fields: COL,COL (default: all).")
    var columns: String?
    @Option(help: "Types of columns: COL=text|integer|number|boolean|time,…")
    var types: String?
    @Option(help: "How a time is written: COLUMN=FORMAT, such as date=%y%m%d; may be given again.")
    var timeFormat: [String] = []
    @Option(help: "The label in Korean.")
    var labelKo: String?
    @Option(help: "The label in English.")
    var labelEn: String?
    @OptionGroup var options: CatalogueOptions
    @OptionGroup var homeOptions: HomeOptions

    func validate() throws {
        _ = try registration()
    }

    func perform(in workplace: Workplace) async throws {
        try await workplace.withCatalogue { context in
            _ = try await RegisterTable(context)(try registration())
            let entry = try await LoadCatalogue(context)().entry(name)
            let view = CatalogueFields(
                entry, options.language, showsHidden: true, freshness: nil,
                zone: context.home.zone)
            options.write(view.text, view.json)
        }
    }

    private func registration() throws -> TableRegistration {
        var roles: [CatalogueTable.Role: String] = [:]
        roles[.time] = time
        roles[.sequence] = sequence
        roles[.event] = event
        roles[.page] = page
        roles[.element] = element
        roles[.category] = category
        var labels: [Language: String] = [:]
        labels[.korean] = labelKo
        labels[.english] = labelEn
        return TableRegistration(
            name: name, connection: connection, path: TablePath.parts(table ?? name),
            labels: LocalizedText(labels), userKey: user,
            keys: try Self.pairs(key, option: "--key"), roles: roles,
            columns: columns.map { $0.split(separator: ",").map { String($0) } },
            types: try OptionWords.types(types ?? ""),
            timeFormats: try Self.pairs(timeFormat, option: "--time-format"))
    }

    /// `account=account_id`
    private static func pairs(_ words: [String], option: String) throws -> [String: String] {
        var pairs: [String: String] = [:]
        for word in words {
            guard let equals = word.firstIndex(of: "="), equals != word.startIndex,
                word.index(after: equals) != word.endIndex
            else {
                throw ValidationError("\(option): '\(word)' should be NAME=VALUE.")
            }
            pairs[String(word[..<equals])] = String(word[word.index(after: equals)...])
        }
        return pairs
    }
}
