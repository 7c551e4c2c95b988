import ArgumentParser
import Metadata
import Operations

/// `cxm demo`
struct DemoCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Fill a home with a payment app that does not exist.")

    @Option(help: "How many members the company has.")
    var users = 50_000
    @Option(help: "How many days its data cover.")
    var days = 90
    @Option(help: "The last of these days, like 2026-10-31 (default: yesterday).")
    var ending: String?
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let report = try await ProgressLine.during { progress in
            try await FillDemo(
                home: workplace.home, warehouse: workplace.warehouse(), now: workplace.now,
                progress: progress)(users: users, days: days, lastDay: ending)
        }
        let store = try workplace.metadata()
        try await SaveDemoLabels(home: workplace.home, metadata: store, now: workplace.now)()
        await store.close()
        Terminal.write(ImportReportText(report).text)
        Terminal.write(
            "The members are attributes too, in the table 'members'; other tables are CSV files in "
                + "\(workplace.home.path)/warehouse.\n")
    }
}
