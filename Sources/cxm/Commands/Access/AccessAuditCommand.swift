import ArgumentParser
import Definitions
import Metadata
import Operations

/// `cxm access audit`
struct AccessAuditCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "List who did what, the newest first.")

    @Option(help: "Only by this user or program: mina, client/push.")
    var actor: String?
    @Option(help: "Only this action; with a dot at its end, all that begin so: segment.")
    var action: String?
    @Option(help: "Only what was done to this: segment/12.")
    var subject: String?
    @Option(help: "From this day or time on.")
    var from: String?
    @Option(help: "Before this day or time.")
    var to: String?
    @Option(help: "How many to list at most.")
    var limit = 50
    @Option(help: "How they are shown: table or json.")
    var format = RecordFormat.table
    @OptionGroup var homeOptions: HomeOptions

    func validate() throws {
        guard limit >= 1 else { throw ValidationError("--limit should be at least 1.") }
        for (name, text) in [("--from", from), ("--to", to)] {
            guard let text else { continue }
            guard Moment(text) != nil else {
                throw ValidationError("\(name) should be a day or a time, as 2026-11-24.")
            }
        }
    }

    func perform(in workplace: Workplace) async throws {
        let zone = workplace.home.zone
        let filter = AuditFilter(
            actor: actor, action: action, subject: subject,
            from: from.flatMap { Moment($0)?.instant(in: zone) },
            to: to.flatMap { Moment($0)?.instant(in: zone) })
        let records =
            try await workplace.existingMetadata()?.audit(filter, before: nil, limit: limit) ?? []
        format.write(
            AccessTable.audit(records, zone), .array(records.map { $0.json(in: zone) }))
    }
}
